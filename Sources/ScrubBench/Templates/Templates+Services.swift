extension LogTemplates {
  static let jsonServices: [TemplateSource] = [
    TemplateSource(
      70,
      #"""
      {"ts":"~iso~","level":"~level~","service":"~service~","msg":"~event~","trace_id":"~h32~","span_id":"~h16~","duration_ms":~n4~}

      """#),
    TemplateSource(
      50,
      #"""
      {"time":"~isou~","severity":"~level~","message":"~verb~ ~path~ ~status~","httpRequest":{"remoteIp":"~ip~","latency":"0.~d3~s","responseSize":"~n6~"},"requestId":"~uuid~"}

      """#),
    TemplateSource(
      40,
      #"""
      {"@timestamp":"~iso~","log.level":"~level~","service.name":"~service~","host":"~host~","order_id":~d8~,"customer":"cus_~d7~","total_cents":~n5~,"currency":"EUR"}

      """#),
    TemplateSource(
      40,
      #"""
      {"t":~epochms~,"lvl":"~level~","caller":"~service~/handler.go:~d3~","msg":"~event~","~field~":"~a8~","tenant":"~uuid~","retry":~d1~}

      """#),
    TemplateSource(
      26,
      #"""
      {"ts":"~iso~","level":"error","service":"~service~","msg":"upstream said: {\"code\":~status~,\"error\":\"~error~\",\"request_id\":\"~uuid~\"}","attempt":~d1~}

      """#),
    TemplateSource(
      14,
      #"""
      {"level":"~level~","time":~epoch~,"msg":"body received","raw":"{\"user\":\"~user~\",\"items\":[{\"sku\":\"SKU-~d6~\",\"qty\":~d1~}],\"note\":\"line one\\nline two\"}"}

      """#),
    TemplateSource(
      20,
      #"""
      {"ts":"~iso~","level":"info","event":"auth.success","user":"~user~","method":"password","mfa":true,"session":"ses-~d10~","ip":"~ip~","ua":"~agent~"}

      """#),
  ]

  static let accessLogs: [TemplateSource] = [
    TemplateSource(
      110,
      #"""
      ~ip~ - - [~clf~] "~verb~ ~path~ HTTP/1.1" ~status~ ~n6~ "-" "~agent~"

      """#),
    TemplateSource(
      50,
      #"""
      ~ip~ - ~user~ [~clf~] "~verb~ ~path~?~query~ HTTP/2.0" ~status~ ~n5~ "https://www.example.com~path~" "~agent~" rt=0.~d3~ uct="0.00~d1~" id=~h32~

      """#),
    TemplateSource(
      30,
      #"""
      ~ip6~ - - [~clf~] "~verb~ ~path~/~uuid~?~query~ HTTP/1.1" ~status~ ~n5~

      """#),
    TemplateSource(
      20,
      #"""
      ~slash~ [error] ~d5~#~d2~: *~n8~ open() "/usr/share/nginx/html~path~" failed (2: no such file), client: ~ip~, server: shop.example.com, request: "~verb~ ~path~ HTTP/1.1"

      """#),
    TemplateSource(
      20,
      #"""
      {"time":"~isos~","remote_addr":"~ip~","request":"~verb~ ~path~?~query~","status":~status~,"body_bytes_sent":~n6~,"request_time":0.~d3~,"upstream":"~ip~:8080"}

      """#),
  ]

  static let keyValue: [TemplateSource] = [
    TemplateSource(
      50,
      #"""
      time="~iso~" level=info msg="~event~" component=~service~ ~field~=~a6~ elapsed=~n4~ms peer=~ip~:4~d4~

      """#),
    TemplateSource(
      40,
      #"""
      ts=~isou~ caller=~service~.go:~d3~ level=warn err="~error~" tenant=~d5~ shard=~n2~ block=01~A24~

      """#),
    TemplateSource(
      30,
      #"""
      ~td~ ~level~ [~service~,~h16~,~h16~] ~d1~ --- [exec-~n2~] ~field~=~a8~ user_id=~d7~ rows=~n5~ took=~n4~ms

      """#),
    TemplateSource(
      30,
      #"""
      at=info method=~verb~ path="~path~" host=shop.example.com request_id=~uuid~ fwd="~ip~" dyno=web.~d1~ connect=~n1~ms service=~n3~ms status=~status~ bytes=~n6~

      """#),
    TemplateSource(
      25,
      #"""
      ~td~ UTC [~d5~] ~user~@shop LOG:  duration: ~n4~.~d3~ ms  statement: SELECT id, state FROM ~table~ WHERE customer_id = ~d7~ AND created_at > '~date~' LIMIT ~n3~

      """#),
  ]
}
