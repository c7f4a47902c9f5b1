extension LogTemplates {
  /// Short lines, which make up much of what programs print.
  static let short: [TemplateSource] = [
    TemplateSource(100, "~ts~ INFO ~service~: ~event~\n"),
    TemplateSource(100, "~td~ [~level~] ~service~ ~event~ (~n4~ ms)\n"),
    TemplateSource(100, "~hms~ ~level~ ~class~.~method~ ~event~ id=~h8~\n"),
    TemplateSource(75, "~syslog~ ~host~ CRON[~d5~]: (~user~) CMD (run-parts /etc/cron.hourly)\n"),
    TemplateSource(75, "[~iso~] ~verb~ ~path~ ~status~ ~n4~ms\n"),
    TemplateSource(75, "~date~ ~hms~ +0000 [info]: #0 flushed chunk ~h12~ of ~table~\n"),
    TemplateSource(62, "~epoch~.~d3~ ~n4~ ~ip~ TCP_MISS/~status~ ~n5~ ~verb~ ~path~\n"),
    TemplateSource(62, "level=~level~ msg=\"~error~\" ~field~=~n3~ request=~h16~\n"),
    TemplateSource(62, "[INFO] --- compiler:~d1~.~n2~:compile (default) @ ~service~ ---\n"),
    TemplateSource(50, "  adding: ~module~.py (deflated ~n2~%)\n"),
    TemplateSource(50, "ok ~n4~ - ~method~ of ~class~ # time=~n3~.~d3~ms\n"),
    TemplateSource(37, "Setting up ~package~ (~d1~.~n2~.~n1~-~d1~) ...\n"),
    TemplateSource(37, "+ rsync -a build/~service~/ ~user~@~host~:/srv/~service~/~date~/\n"),
    TemplateSource(
      37, "\u{1B}[32mPASS\u{1B}[0m src/~module~.test.js \u{1B}[2m(~n2~.~d2~ s)\u{1B}[22m\n"),
  ]
}
