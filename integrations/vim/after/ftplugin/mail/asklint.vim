" asklint: :AsklintCheck writes the mail and shows what would make its ask clearer.
if exists('b:did_asklint')
  finish
endif
let b:did_asklint = 1

command! -buffer AsklintCheck update | compiler asklint | silent make! | redraw! | cwindow
