// Lints texts with harper.js: node harper.mjs FOLDER < texts.jsonl > lints.jsonl
// FOLDER holds node_modules; each line in is {"id", "text"}, each line out {"id", "lints": [{kind, message, problem, start, end}]}.
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = join(resolve(process.argv[2]), 'node_modules', 'harper.js', 'dist');
const load = (name) => import(pathToFileURL(join(dist, name)).href);
const { LocalLinter, Dialect } = await load('index.js');
const { binaryInlined } = await load('binaryInlined.js');
const linter = new LocalLinter({ binary: binaryInlined, dialect: Dialect.American });

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  const found = await linter.lint(text, { language: 'plaintext' });
  const lints = found.map((lint) => {
    const { start, end } = lint.span();
    return { kind: lint.lint_kind(), message: lint.message(), problem: lint.get_problem_text(), start, end };
  });
  process.stdout.write(JSON.stringify({ id, lints }) + '\n');
}
