extension LogTemplates {
  static let builds: [TemplateSource] = [
    TemplateSource(
      18,
      """
      \u{1B}[36;1m[~hms~]\u{1B}[0m \u{1B}[32m✓\u{1B}[0m test/~service~.spec.ts › handles ~n3~ items (\u{1B}[33m~n4~ ms\u{1B}[0m)

      """),
    TemplateSource(
      14,
      """
      \u{1B}[1m[\u{1B}[34mINFO\u{1B}[m] \u{1B}[32mBUILD SUCCESS\u{1B}[m  ~service~-~d1~.~n2~.~n2~.jar  \u{1B}[2mfinished ~isos~ total ~n3~.~d3~ s\u{1B}[22m

      """),
    TemplateSource(
      10,
      """
      \u{1B}[31merror\u{1B}[39m \u{1B}[90mTS~d4~:\u{1B}[39m src/~module~.ts(~n3~,~n2~): property '~field~' is missing in type '~class~'

      """),
    TemplateSource(
      40,
      #"""
      #~n2~ [~service~ ~d1~/9] RUN make -j~d1~ install DESTDIR=/out   ~n3~.~d1~s done  sha256:~h64~

      """#),
    TemplateSource(
      30,
      #"""
      ~isou~ HEAD is now at ~h8~ Merge ~h40~ into ~branch~ (#~n5~)

      """#),
    TemplateSource(
      20,
      #"""
      ~iso~ ##[group]Run actions/cache@~h40~ with key: linux-~package~-~h64~

      """#),
    TemplateSource(
      20,
      #"""
      [INFO] Downloaded from central: https://repo.example.org/maven2/org/acme/~package~/~d1~.~n2~/~package~-~d1~.~n2~.jar (~n4~ kB at ~n3~.~d1~ MB/s)

      """#),
  ]

  static let packages: [TemplateSource] = [
    TemplateSource(
      25,
      #"""
      Collecting ~package~==~d1~.~n2~.~n1~ (from -r requirements.txt (line ~n2~)) Downloading ~package~-~d1~.~n2~-py3-none-any.whl (~n3~.~d1~ MB) --hash=sha256:~h64~

      """#),
    TemplateSource(
      20,
      #"""
      npm http fetch GET 200 https://registry.example.org/~package~/-/~package~-~d1~.~n2~.~n1~.tgz ~n4~ms (cache revalidated)

      """#),
    TemplateSource(
      15,
      #"""
      Get:~n3~ http://deb.example.org/debian stable/main amd64 ~package~ amd64 ~d1~.~n2~.~n1~-~d1~+deb12u~d1~ [~n4~ kB]
      Unpacking ~package~:amd64 (~d1~.~n2~.~n1~-~d1~+deb12u~d1~) over (~d1~.~n2~.~n1~-1) ...

      """#),
    TemplateSource(
      10,
      #"""
      ~package~@~d1~.~n2~.~n1~: resolved "https://registry.example.org/~package~/-/~package~-~d1~.~n2~.~n1~.tgz#~h40~" integrity sha512-~b86~==

      """#),
  ]

  /// Lines that look like they hold a secret but don't.
  static let nearMisses: [TemplateSource] = [
    TemplateSource(6, "~ts~ INFO  security.config password_hash_algo=argon2id memory_kib=~n5~\n"),
    TemplateSource(6, "      secretName: ~service~-tls   # revision ~n4~, ~isos~\n"),
    TemplateSource(4, "    \"integrity\": \"sha512-~b86~==\",\n"),
    TemplateSource(
      6,
      #"""
      ~iso~ GITHUB_TOKEN=*** NPM_TOKEN=*** make -C ~service~ publish # run ~d10~

      """#),
    TemplateSource(4, "commit ~h40~ (HEAD -> ~branch~, origin/~branch~) by ~user~ on ~date~\n"),
    TemplateSource(
      4,
      #"""
      password=${DB_PASSWORD} api_key=$(vault read ~service~/key) # ~isos~ ~d6~

      """#),
    TemplateSource(4, "~td~ DEBUG csrf token check passed for ~path~, token age ~n4~ s, ~uuid~\n"),
    TemplateSource(
      4,
      #"""
      ~iso~ auth: header Authorization: Bearer [redacted] for ~user~ from ~ip~

      """#),
    TemplateSource(4, "aws_access_key_id = <your key here>  # see ticket OPS-~d4~ of ~date~\n"),
    TemplateSource(
      4,
      #"""
      ~td~ tokenizer=bert-base-~n3~ max_tokens=~n4~ tokens_per_second=~n3~.~d2~

      """#),
    TemplateSource(4, "~ts~ INFO rotated secret projects/~d10~/secrets/~service~/versions/~n3~\n"),
    TemplateSource(3, "postgresql://~user~:***@~host~.example.com:5432/~table~ connected ~hms~\n"),
    TemplateSource(3, "ETag: W/\"~h8~-~b27~\" Last-Modified: ~clf~ X-Request-Id: ~uuid~\n"),
    TemplateSource(
      3,
      #"""
      AWS_SECRET_ACCESS_KEY is not set; falling back to the role of ~host~ (~ip~)

      """#),
  ]
}
