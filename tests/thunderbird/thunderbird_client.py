"""A Thunderbird of the tests' own: profile, home, mail sink, native host; and hands to use it with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from marionette_client import Marionette, MarionetteError

ROOT = Path(__file__).resolve().parents[2]
MAIN, COMPOSE, DIALOG = "messenger.xhtml", "messengercompose.xhtml", "extensionPopup.xhtml"
PATIENCE = 20.0
"""Seconds for anything to happen on a busy machine."""
LIMIT = 15
"""Seconds that mail waits for its check, for the same reason; three are usual."""

T = TypeVar("T")


def binary() -> str | None:
    """Thunderbird itself rather than the distribution's wrapper, whose process is another one."""
    for path in (
        os.environ.get("THUNDERBIRD"),
        "/usr/lib/thunderbird/thunderbird",
        "/usr/lib/thunderbird-esr/thunderbird",
    ):
        if path and os.access(path, os.X_OK):
            return path
    return shutil.which("thunderbird")


def until(check: Callable[[], T], patience: float = PATIENCE) -> T:
    """What the check comes to, as soon as it is true; after so many seconds whatever it is."""
    deadline = time.monotonic() + patience
    while True:
        found = check()
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.03)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Sink:
    """A mail server on this machine that keeps what it is sent."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


def preferences(smtp_port: int, marionette_port: int) -> dict[str, Any]:
    """One account that never fetches mail, two identities (plain text, HTML), and nothing that asks or calls home."""
    local, own = "server1", "server2"
    found: dict[str, Any] = {
        "mail.accountmanager.accounts": "account1,account2",
        "mail.accountmanager.defaultaccount": "account2",
        "mail.accountmanager.localfoldersserver": local,
        "mail.account.account1.server": local,
        "mail.account.account2.server": own,
        "mail.account.account2.identities": "id1,id2",
        "mail.smtpservers": "smtp1",
        "mail.smtp.defaultserver": "smtp1",
        "extensions.autoDisableScopes": 0,
        "extensions.enabledScopes": 15,
        "marionette.port": marionette_port,
    }
    servers: dict[str, dict[str, Any]] = {
        local: {"type": "none", "hostname": "Local Folders", "name": "Local Folders", "userName": "nobody"},
        own: {
            "type": "pop3", "hostname": "127.0.0.1", "port": 1, "userName": "ines", "name": "ines@example.test",
            "login_at_startup": False, "check_new_mail": False,
        },
    }  # fmt: skip
    for name, values in servers.items():
        found |= {f"mail.server.{name}.{key}": value for key, value in values.items()}
    for number, html in (("1", False), ("2", True)):
        identity = {
            "fullName": "Ines Writer", "useremail": f"ines{number}@example.test", "smtpServer": "smtp1", "valid": True,
            "compose_html": html, "reply_on_top": 1,
            "fcc_folder": "mailbox://nobody@Local%20Folders/Sent",
            "draft_folder": "mailbox://nobody@Local%20Folders/Drafts",
        }  # fmt: skip
        found |= {f"mail.identity.id{number}.{key}": value for key, value in identity.items()}
    smtp = {"type": "smtp", "hostname": "127.0.0.1", "port": smtp_port, "authMethod": 1, "try_ssl": 0}
    found |= {f"mail.smtpserver.smtp1.{key}": value for key, value in smtp.items()}
    off = """
        mailnews.start_page.enabled app.update.enabled datareporting.policy.dataSubmissionEnabled
        toolkit.telemetry.enabled network.captive-portal-service.enabled network.connectivity-service.enabled
        extensions.update.enabled extensions.getAddons.cache.enabled mail.inappnotifications.enabled
        mail.warn_on_send_accel_key mail.collect_email_address_outgoing mail.compose.attachment_reminder
        mail.SpellCheckBeforeSend mail.spellcheck.inline browser.region.update.enabled
    """
    on = """
        mail.provider.suppress_dialog_on_startup mail.spotlight.firstRunDone
        datareporting.policy.dataSubmissionPolicyBypassNotification
    """
    found |= dict.fromkeys(off.split(), False) | dict.fromkeys(on.split(), True)
    return found | {
        "mailnews.start_page_override.mstone": "ignore",
        "mail.rights.version": 1,
        "app.donation.eoy.version.viewed": 9999,
        "services.settings.server": "data:,",
    }


class Thunderbird:
    """A running Thunderbird with the add-on in it."""

    def __init__(
        self, folder: Path, sink: Sink, *, display: str | None = None, more: dict[str, Any] | None = None
    ) -> None:
        program = binary()
        assert program is not None
        self.sink = sink
        self.folder = folder
        self.home = folder / "home"
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700, parents=True)
        self.home.mkdir()
        keep = {key: value for key, value in os.environ.items() if key in {"PATH", "TMPDIR", "ASKLINT_RESIDENT"}}
        self.environment = keep | {
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1", "NO_AT_BRIDGE": "1", "PYTHONPATH": str(ROOT / "src"),
            **({"DISPLAY": display, "MOZ_ENABLE_WAYLAND": "0"} if display else {}),
        }  # fmt: skip
        self.asklint("hook", "install", "thunderbird")
        self.host = Host(self.home)
        profile = folder / "profile"
        (profile / "extensions").mkdir(parents=True)
        self.extension_id = self.host.addon_id
        packed = self.home / ".local" / "share" / "asklint" / "thunderbird" / "asklint.xpi"
        # A person chooses the file in the add-ons manager; the preferences above stand in for that.
        shutil.copy(packed, profile / "extensions" / f"{self.extension_id}.xpi")
        port = free_port()
        lines = [
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in (preferences(sink.port, port) | (more or {})).items()
        ]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        headless = [] if display else ["--headless"]
        with (folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [program, *headless, "--no-remote", "--profile", profile,
                 "--marionette", "--remote-allow-system-access"],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self.are_settings_chosen = False
        self.marionette = Marionette(port)
        assert until(lambda: self.go_to(MAIN))
        assert until(lambda: self.background_state() == "running")
        self.choose()

    # -- windows

    def handles(self, page: str) -> list[str]:
        found = []
        for handle in self.marionette.windows():
            try:
                self.marionette.switch(handle)
                if self.marionette.run("return location.pathname.split('/').pop()") == page:
                    found.append(handle)
            except MarionetteError:  # it closed meanwhile
                continue
        return found

    def pages(self) -> list[str]:
        """What windows there are, and what stands in those that are no windows of a usual kind."""
        found = []
        for handle in self.marionette.windows():
            with suppress(MarionetteError):
                self.marionette.switch(handle)
                found.append(
                    self.marionette.run(
                        "const page = location.pathname.split('/').pop();"
                        "return page + (/^(messenger|extensionPopup)/.test(page) ? '' : ': ' + document.title + ' '"
                        " + document.documentElement.textContent.trim().slice(0, 300))"
                    )
                )
        return found

    def go_to(self, page: str) -> bool:
        found = self.handles(page)
        if found:
            self.marionette.switch(found[-1])
        return bool(found)

    def is_gone(self, page: str) -> bool:
        return until(lambda: not self.handles(page))

    # -- writing

    def compose(self, subject: str, body: str, *, html: bool = False, to: str = "kim@example.test") -> str:
        """Open a compose window and return its handle."""
        before = self.handles(COMPOSE)
        self.go_to(MAIN)
        self.marionette.run(
            """
            const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
            const [subject, body, html, to] = arguments;
            const make = (name, kind) => Cc["@mozilla.org/messengercompose/" + name + ";1"].createInstance(kind);
            const params = make("composeparams", Ci.nsIMsgComposeParams);
            const fields = make("composefields", Ci.nsIMsgCompFields);
            Object.assign(fields, { to, subject, body });
            params.composeFields = fields;
            params.type = Ci.nsIMsgCompType.New;
            params.format = html ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
            params.identity = MailServices.accounts.allIdentities.find(each => each.composeHtml == html);
            MailServices.compose.OpenComposeWindowWithParams(null, params);
            """,
            subject, body, html, to,
        )  # fmt: skip
        return self._opened(before)

    def reply(self, *, html: bool = False) -> str:
        """Open a reply to the newest mail in Sent, and return the window's handle."""
        before = self.handles(COMPOSE)
        self.go_to(MAIN)
        self.marionette.wait_for(
            """
            const [html, done] = arguments;
            const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
            const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
            const folder = MailUtils.getExistingFolder("mailbox://nobody@Local%20Folders/Sent");
            const newest = [...folder.messages].at(-1);
            const identity = MailServices.accounts.allIdentities.find(each => each.composeHtml == html);
            MailServices.compose.OpenComposeWindow(null, newest, folder.getUriForMsg(newest),
              Ci.nsIMsgCompType.ReplyToSender, html ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText,
              identity, null, null);
            done();
            """,
            html,
        )
        return self._opened(before)

    def _opened(self, before: list[str]) -> str:
        def fresh() -> str | None:
            return next((handle for handle in self.handles(COMPOSE) if handle not in before), None)

        handle = until(fresh)
        assert handle is not None, "no compose window opened"
        self.marionette.switch(handle)
        assert until(
            lambda: self.marionette.run(
                "return !!window.gMsgCompose?.editor && !document.getElementById('button-send').disabled"
            )
        )
        return handle

    def press_send(self, handle: str | None = None) -> None:
        self._compose(handle)
        self.marionette.run("setTimeout(() => document.getElementById('button-send').click())")

    def press_check(self, handle: str | None = None) -> None:
        """Press the add-on's button in the toolbar."""
        self._compose(handle)
        self.marionette.run(
            "const button = document.querySelector('[id$=-composeAction-toolbarbutton]');"
            "setTimeout(() => button.click())"
        )

    def _compose(self, handle: str | None) -> None:
        if handle is None:
            assert self.go_to(COMPOSE)
        else:
            self.marionette.switch(handle)

    def body(self, handle: str | None = None) -> Any:
        """The HTML that is being written."""
        self._compose(handle)
        return self.marionette.run("return document.getElementById('messageEditor').contentDocument.body.innerHTML")

    def text(self, handle: str | None = None) -> str:
        self._compose(handle)
        found: str = self.marionette.run(
            "return document.getElementById('messageEditor').contentDocument.body.innerText"
        )
        return found

    def editor(self, script: str, handle: str | None = None) -> Any:
        """Run a function body in which `body` is what is being written."""
        self._compose(handle)
        return self.marionette.run(
            f"const body = document.getElementById('messageEditor').contentDocument.body; {script}"
        )

    def is_free(self, handle: str | None = None) -> bool:
        """Whether the window is there, and the writer can go on in it."""
        if handle is None and not self.handles(COMPOSE):
            return False
        self._compose(handle)
        return bool(until(lambda: self.marionette.run("return !gWindowLocked && !gSendOperationInProgress")))

    def close_drafts(self) -> None:
        """Close every compose window and dialog without a question."""
        for page in (DIALOG, COMPOSE):
            for handle in self.handles(page):
                self.marionette.switch(handle)
                self.marionette.run("window.gContentChanged = false; setTimeout(() => window.close())")
            assert self.is_gone(page)

    # -- the dialog, whose page lives in another process

    def dialog(self, *, among: int = 1) -> bool:
        """Whether a dialog is there that says what it found."""
        if not until(lambda: len(self.handles(DIALOG)) >= among):
            return False
        self.go_to(DIALOG)
        return bool(until(lambda: self.page("return content.document.body?.dataset.ready ?? ''")))

    def page(self, script: str) -> Any:
        """Run a function body in the page of the dialog that is switched to; `content` is its window."""
        return self.marionette.wait_for(
            """
            const [script, done] = arguments;
            const browser = window.asklintTab?.browser ?? document.querySelector("browser");
            if (!browser?.messageManager) {
              done(null);
              return;
            }
            // A page that is just being loaded takes no messages, and nobody would ever answer.
            setTimeout(() => done(null), 5000);
            const name = "asklint-test:" + Math.random();
            browser.messageManager.addMessageListener(name, answer => done(answer.data));
            const source = `let found = null; try { found = (() => {${script}})(); } catch (error) { found = null; }
              sendAsyncMessage(${JSON.stringify(name)}, found);`;
            browser.messageManager.loadFrameScript("data:," + encodeURIComponent(source), false);
            """,
            script,
        )

    def shown(self, selector: str) -> str:
        """The visible text of an element of the dialog."""
        found = self.page(
            f"const e = content.document.querySelector({json.dumps(selector)});"
            "return e && e.checkVisibility() ? e.innerText : ''"
        )
        return found or ""

    def fill(self, **answers: str) -> None:
        """Type answers into the dialog's fields."""
        for name, value in answers.items():
            done = self.page(
                f"const field = content.document.querySelector('input[name={name}]');"
                f"if (!field) return false; field.focus(); field.value = {json.dumps(value)};"
                "field.dispatchEvent(new content.Event('input', {bubbles: true})); return true"
            )
            assert done, f"there is no field {name}"

    def press(self, name: str) -> None:
        """Press a button of the dialog as soon as it can be pressed."""
        assert until(lambda: self.page(f"return !content.document.getElementById('{name}').disabled"))
        self.page(f"content.setTimeout(() => content.document.getElementById('{name}').click()); return 1")

    def key(self, name: str) -> None:
        """Press a key in the dialog."""
        self.page(
            f"const init = {{key: {json.dumps(name)}, bubbles: true, cancelable: true}};"
            "content.document.activeElement.dispatchEvent(new content.KeyboardEvent('keydown', init)); return 1"
        )

    # -- the add-on

    def watch_notices(self) -> None:
        """Watch the notices that Thunderbird shows, and forget those that were."""
        self.go_to(MAIN)
        self.marionette.run(
            """
            const window = Services.wm.getMostRecentWindow("mail:3pane");
            window.asklintNotices = [];
            if (window.asklintAlerts) {
              return;
            }
            window.asklintAlerts = {
              QueryInterface: ChromeUtils.generateQI(["nsIAlertsService", "nsIAlertsDoNotDisturb"]),
              showAlert: alert => { window.asklintNotices.push(alert.title + ": " + alert.text); },
              showAlertNotification: (_, title, text) => { window.asklintNotices.push(title + ": " + text); },  // 140
              closeAlert() {},
              teardown() {},
            };
            const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
            registrar.registerFactory(Services.uuid.generateUUID(), "", "@mozilla.org/alerts-service;1", {
              createInstance: kind => window.asklintAlerts.QueryInterface(kind),
            });
            """
        )

    def notices(self) -> list[str]:
        self.go_to(MAIN)
        found: list[str] = self.marionette.run("return window.asklintNotices")
        return found

    def choose(self, **settings: Any) -> None:
        """Set settings on the settings page, and all others back to what they are at first."""
        self.are_settings_chosen = bool(settings)
        chosen = {"below": "", "profile": "", "new-only": True, "recipients": "", "limit": LIMIT, "off": ""} | settings
        with self.settings_page():
            done = self.page(
                f"""
                const chosen = {json.dumps(chosen)};
                const byId = id => content.document.getElementById(id);
                for (const name of ["below", "profile", "recipients", "limit"]) byId(name).value = chosen[name];
                byId("new-only").checked = chosen["new-only"];
                for (const box of byId("identities").querySelectorAll("input")) {{
                  box.checked = !box.parentElement.textContent.includes(chosen.off || "nobody");
                }}
                byId("settings").dispatchEvent(new content.Event("input"));
                return true;
                """
            )
            assert done

    @contextmanager
    def settings_page(self) -> Iterator[None]:
        """The settings page in a tab, to which `page` and `shown` go meanwhile."""
        self.go_to(MAIN)
        self.marionette.run(
            "const url = 'moz-extension://' + WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname"
            " + '/options/options.html';"
            "window.asklintTab = document.getElementById('tabmail').openTab('contentTab',"
            " { url, linkHandler: 'single-page', userContextId: 0,"
            "   triggeringPrincipal: WebExtensionPolicy.getByID(arguments[0]).extension.principal });",
            self.extension_id,
        )
        try:
            assert until(lambda: self.page("return content.document.body?.dataset.ready ?? ''"))
            yield
        finally:
            self.go_to(MAIN)
            self.marionette.run(
                "document.getElementById('tabmail').closeTab(window.asklintTab, true);window.asklintTab = null"
            )

    def console(self) -> list[str]:
        """What Thunderbird's console says of the add-on, for a test that failed."""
        self.go_to(MAIN)
        found: list[str] = self.marionette.run(
            "return Services.console.getMessageArray().map(String)"
            ".filter(line => line.includes('moz-extension') || line.includes('asklint'))"
        )
        return found

    def background_state(self) -> Any:
        self.go_to(MAIN)
        return self.marionette.run(
            "return WebExtensionPolicy.getByID(arguments[0])?.extension?.backgroundState", self.extension_id
        )

    def stop_background(self) -> None:
        """Stop the background page, as Thunderbird does by itself after half a minute."""
        self.go_to(MAIN)
        self.marionette.wait_for(
            "const [id, done] = arguments; WebExtensionPolicy.getByID(id).extension"
            ".terminateBackground({ ignoreDevToolsAttached: true }).then(() => done(1))",
            self.extension_id,
        )
        assert until(lambda: self.background_state() == "stopped")

    def quit(self) -> None:
        with suppress(OSError, EOFError, MarionetteError):
            self.marionette.quit()
        for end in (None, signal.SIGTERM, signal.SIGKILL):
            if end is not None:
                self.process.send_signal(end)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
                break
        self.asklint("serve", "--stop")

    def asklint(self, *arguments: str) -> None:
        """Run asklint as this Thunderbird's user."""
        subprocess.run(
            [sys.executable, "-m", "asklint", *arguments], env=self.environment, check=False, capture_output=True
        )


class Host:
    """The native messaging host as it was installed, and ways to break it."""

    def __init__(self, home: Path) -> None:
        self._manifest = home / ".mozilla" / "native-messaging-hosts" / "asklint.json"
        self._entry = self._manifest.read_text()
        installed = json.loads(self._entry)
        self._program = Path(installed["path"])
        self._script = self._program.read_text()
        self.addon_id: str = installed["allowed_extensions"][0]

    def _write(self, script: str) -> None:
        # in one step: the old one may be running
        fresh = self._program.with_suffix(".new")
        fresh.write_text(script)
        fresh.chmod(0o755)
        fresh.replace(self._program)

    @contextmanager
    def replaced_by(self, script: str | None) -> Iterator[None]:
        """Another program of the shell for a while; None for none at all."""
        if script is None:
            self._manifest.unlink()
        else:
            self._write(f"#!/bin/sh\n{script}\n")
        try:
            yield
        finally:
            self._write(self._script)
            self._manifest.write_text(self._entry)
