" asklint: findings of asklint in the quickfix list.  :compiler asklint, then :make
if exists('current_compiler')
  finish
endif
let current_compiler = 'asklint'

let s:cpo = &cpo
set cpo&vim

" A mail that is being written is plain text with a few header lines above; read so, lines and columns are the buffer's.
if &filetype ==# 'mail'
  CompilerSet makeprg=asklint\ --format\ concise\ --color\ never\ --as\ text\ %:S
else
  CompilerSet makeprg=asklint\ --format\ concise\ --color\ never\ %:S
endif
" Columns count characters, as %v does, not bytes.
CompilerSet errorformat=%f:%l:%v:\ %m,%+Gasklint:\ %m

let &cpo = s:cpo
unlet s:cpo
