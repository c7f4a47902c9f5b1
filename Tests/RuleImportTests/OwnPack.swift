@testable import RuleImport

/// A rule file of our own making in the notation of gitleaks, with the mistakes of real ones.
enum OwnPack {
  static let text = #"""
    title = "rules of our own"

    [extend]
    useDefault = true

    [allowlist]
    description = "for all"
    paths = ['(?:^|/)fixtures/', '\.lock$']
    regexes = ['(?i)^example', '^\$\{\w+\}$']
    stopwords = ["abcabcabc"]

    [[rules]]
    id = "narrow"
    description = "A fixed length and a narrow terminator"
    regex = '''\b(zap_(?i)[a-z0-9]{24})(?:["'\s;,]|\\[rn]|\z)'''
    entropy = 2
    keywords = ["zap_"]

    [[rules]]
    id = "Context.Rule"
    regex = '''(?i)[a-z_.]{0,40}?(?:quux)[ \w.-]{0,15}["']?\s?(?::=|=>|=|:)\s{0,3}["']?([a-z0-9]{32})(?:["'\s]|$)'''
    keywords = ["quux"]
    tags = ["made-up"]

    [[rules]]
    id = "no-boundary"
    regex = 'zip-[0-9a-f]{40}'
    keywords = ["zip-"]

    [[rules]]
    id = "eater"
    regex = '''\b(zeat_[A-Za-z0-9_-]{100,})(?:["'\s;,]|\\[rn]|\z)'''
    keywords = ["zeat_"]

    [[rules]]
    id = "parts"
    regex = '''\b(zj\w{17,}\.[\w\\/-]{15,}(?:\.[\w\\/-]{8,}=?)?)(?:["'\s;,]|\\[rn]|\z)'''
    keywords = ["zj"]

    [[rules]]
    id = "two-ways"
    regex = '''(?:frob(?:nicate)?_key["']?\s*[:=]\s*["']?([a-z0-9]{20})|\b(FROB-[A-Z0-9]{16}))(?:["'\s;,]|\\[rn]|\z)'''
    keywords = ["frob"]

    [[rules]]
    id = "second-group"
    regex = '''(?i)zorg[_.-]?(login|token)[\s]{0,3}[=:][\s"']{0,4}((?:zq_)?[a-f0-9]{30})\b'''
    secretGroup = 2
    keywords = ["zorg"]

    [[rules]]
    id = "grouping"
    regex = 'https://hooks\.zaz\.example/([a-z0-9]{4}-){3}[a-z0-9]{12}'
    keywords = ["zaz"]

    [[rules]]
    id = "gated"
    regex = '\bZGATE[A-Z0-9]{16}\b'
    keywords = ["zgatekeeper"]
    required = [{ id = "narrow", withinLines = 5 }]
    validate = '''whatever'''

    [[rules]]
    id = "block"
    regex = '''-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?s:.)+?-----END'''
    keywords = ["-----begin"]

    [[rules]]
    id = "in-files"
    regex = '(?i)zpass\s*=\s*"([^"\n]{8,})"'
    path = '(?i)\.zcfg$'
    keywords = ["zpass"]

    [[rules]]
    id = "file-only"
    path = '\.zkey$'

    [[rules]]
    id = "allowed"
    regex = '\b(zall_[a-z0-9]{16})\b'
    keywords = ["zall_"]
      [[rules.allowlists]]
      regexes = ['^zall_0+']
      [[rules.allowlists]]
      condition = "AND"
      regexes = ['[0-9]{3}']
      stopwords = ["sample"]
      [[rules.allowlists]]
      regexTarget = "line"
      regexes = ['do not scan', 'zall_dead']
      [[rules.allowlists]]
      paths = ['README']

    [[rules]]
    id = "filtered"
    regex = '\b(zfil_[A-Za-z0-9]{20})\b'
    keywords = ["zfil_"]
    filter = '''
    // a comment
    let context = finding["line"];
    filter.entropy(finding["secret"]) < 2.5
    || matchesAny(finding["secret"], [`^zfil_test`, "x{9}"])
    || !matchesAny(finding["secret"], [`[0-9]`])
    || (containsAny(finding["secret"], ["placeholder"]) || failsSomething(finding["secret"]))
    || matchesAny((attributes["path"] ?? ""), [`\.md$`])
    '''

    [[rules]]
    id = "broken"
    regex = 'zb(?=look)ahead'

    [[rules]]
    id = "no-anchor"
    regex = '[a-z]+[0-9]+'
    """#
}
