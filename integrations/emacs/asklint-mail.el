;;; asklint-mail.el --- Check the ask of a mail before it is sent  -*- lexical-binding: t; coding: utf-8 -*-
;; asklint: for message mode; `asklint hook install emacs' loads this file from your init file.

;; SPDX-License-Identifier: Apache-2.0
;; Package-Requires: ((emacs "26.1"))

;;; Commentary:

;; A mail whose ask is vague is shown with what would make it clearer, and you are asked whether to send it as it is.
;; Replies, forwarded and automatic mails are never held.  A check that fails or takes too long lets the mail leave
;; with a message.
;;
;; By hand:
;;     (load "asklint-mail.el")
;;     (add-hook 'message-send-hook #'asklint-mail-check)

;;; Code:

(require 'message)

(defgroup asklint-mail nil
  "Check the ask of a mail before it is sent."
  :group 'message)

(defcustom asklint-mail-command '("asklint")
  "How asklint is started: a program and its first arguments."
  :type '(repeat string))

(defcustom asklint-mail-time-limit 10
  "Seconds after which a mail is sent unchecked.
Asklint has a limit of its own, hook-time-limit in asklint.toml; this one holds
where asklint does not even start."
  :type 'number)

(defconst asklint-mail-buffer "*asklint*"
  "The buffer that findings are shown in.")

(defun asklint-mail--draft ()
  "The draft as a mail: headers, a blank line, and the text.
Message mode's own tags are left out."
  (let ((draft (save-restriction (widen) (buffer-substring-no-properties (point-min) (point-max))))
        (separator (concat "^" (regexp-quote mail-header-separator) "\n")))
    (with-temp-buffer
      (insert draft)
      (goto-char (point-min))
      (when (re-search-forward separator nil t)
        (replace-match "\n" t t))
      (while (re-search-forward "^<#/?\\(?:secure\\|part\\|multipart\\|mml\\|external\\)\\b[^>\n]*>\n?" nil t)
        (replace-match "" t t))
      (buffer-string))))

(defun asklint-mail--run (draft &rest arguments)
  "Run `asklint hook check' with ARGUMENTS on DRAFT.
The value is a list: the exit status, nil where there is none, and what was
printed."
  (let ((output (generate-new-buffer " *asklint output*"))
        (process nil))
    (unwind-protect
        (condition-case failure
            (let ((deadline (+ (float-time) asklint-mail-time-limit)))
              (setq process (make-process :name "asklint" :buffer output :noquery t :connection-type 'pipe
                                          :coding 'utf-8-unix :sentinel #'ignore
                                          :command (append asklint-mail-command '("hook" "check") arguments '("-"))))
              (process-send-string process draft)
              (process-send-eof process)
              (while (and (process-live-p process) (< (float-time) deadline))
                (accept-process-output process 0.05))
              (if (process-live-p process)
                  (list nil (format "it took longer than %s s" asklint-mail-time-limit))
                (while (accept-process-output process 0))
                (list (process-exit-status process)
                      (with-current-buffer output (string-trim (buffer-string))))))
          (error (list nil (error-message-string failure))))
      (when (and process (process-live-p process))
        (delete-process process))
      (kill-buffer output))))

(defun asklint-mail--show (report)
  "Show REPORT in a window of its own; in batch mode, print it."
  (if noninteractive
      (message "%s" report)
    (with-current-buffer (get-buffer-create asklint-mail-buffer)
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert report "\n")
        (goto-char (point-min))
        (special-mode)))
    (display-buffer asklint-mail-buffer '((display-buffer-below-selected) (window-height . fit-window-to-buffer)))))

;;;###autoload
(defun asklint-mail-check ()
  "Check the draft; where its ask is vague, ask whether to send it as it is.
Without a yes, it is kept.  For `message-send-hook'."
  (let* ((draft (asklint-mail--draft))
         (done (asklint-mail--run draft))
         (status (car done))
         (report (cadr done)))
    (cond
     ((eql status 65)
      (asklint-mail--show report)
      (if (and (not noninteractive) (yes-or-no-p "asklint: send it as it is? "))
          (asklint-mail--run draft "--passed")
        (user-error "Not sent; the draft is kept, and *asklint* says what would help")))
     ((not (eql status 0))
      (message "asklint: warning: this mail was not checked: %s" report)
      (unless noninteractive (sit-for 1)))
     ((not (string-empty-p report))
      (message "%s" report)))))

;;;###autoload
(defun asklint-mail-report ()
  "Show what asklint finds in the draft."
  (interactive)
  (let ((done (asklint-mail--run (asklint-mail--draft))))
    (if (and (eql (car done) 0) (string-empty-p (cadr done)))
        (message "asklint: this may leave as it is")
      (asklint-mail--show (cadr done)))))

(provide 'asklint-mail)
;;; asklint-mail.el ends here
