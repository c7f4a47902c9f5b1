/// Objects of a minified JSON document: no white space, one line.
enum MinifiedTemplates {
  static let all: [TemplateSource] = [
    TemplateSource(
      5,
      #"""
      ,{"id":"~uuid~","type":"order","created_at":"~iso~","total":~n5~.~d2~,"lines":[{"sku":"~A10~","qty":~d1~},{"sku":"~A10~","qty":~d1~}],"ship":{"city":"Utrecht","zip":"~d5~"}}
      """#),
    TemplateSource(
      4,
      #"""
      ,{"id":~d8~,"kind":"event","name":"~event~","tags":["~service~","~region~"],"meta":{"trace":"~h32~","etag":"~b27~=","ok":true,"prev":null}}
      """#),
    TemplateSource(
      3,
      #"""
      ,{"id":~d8~,"user":{"login":"~user~","avatar":"https://img.example.com/~h40~.png?s=~n3~","token_type":"none"},"html":"<a href=\"\/u\/~user~\">~user~<\/a>"}
      """#),
    TemplateSource(
      2,
      #"""
      ,{"geometry":{"type":"Point","coordinates":[~n2~.~d6~,~n2~.~d6~]},"properties":{"key":"~a8~","label":"caf\u00e9 ~n3~"}}
      """#),
  ]

  static let opening = #"[{"version":3,"generator":"minified"}"#
}
