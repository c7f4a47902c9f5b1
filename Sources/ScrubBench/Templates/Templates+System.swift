extension LogTemplates {
  static let kubernetes: [TemplateSource] = [
    TemplateSource(
      50,
      #"""
      I~klog~ ~d7~ reconciler.go:~d3~] "Volume mounted" pod="~namespace~/~service~-~a10~-~a5~" volumeName="config" podUID="~uuid~"

      """#),
    TemplateSource(
      35,
      #"""
      E~klog~ ~d7~ pod_workers.go:~d3~] "Error syncing pod" err="~error~" pod="~namespace~/~service~-~a9~-~a5~" podUID=~uuid~

      """#),
    TemplateSource(
      40,
      #"""
      ~ison~ stdout F ~level~ ~service~ worker=~n2~ handled ~n4~ messages from topic ~table~ offset=~n9~

      """#),
    TemplateSource(
      35,
      #"""
      time="~ison~" level=info msg="ImageUpdate event name:\"registry.example.com/~service~:~d1~.~n2~.~n2~@sha256:~h64~\""

      """#),
    TemplateSource(
      30,
      #"""
      ~ison~ stderr F {"level":"~level~","ts":~epoch~.~d7~,"logger":"controller.~service~","msg":"Reconciling","namespace":"~namespace~","resourceVersion":"~d8~"}

      """#),
    TemplateSource(
      25,
      #"""
      W~klog~       1 reflector.go:~d3~] k8s.io/client: watch of *v1.Secret ended with: ~error~ (resource version ~d9~)

      """#),
    TemplateSource(
      20,
      #"""
      ~syslog~ ~host~ containerd[~d4~]: time="~ison~" level=info msg="StartContainer for \"~h64~\" returns successfully"

      """#),
  ]

  static let system: [TemplateSource] = [
    TemplateSource(
      40,
      #"""
      ~syslog~ ~host~ sshd[~d5~]: Failed password for invalid user ~user~ from ~ip~ port 4~d4~ ssh2

      """#),
    TemplateSource(
      30,
      #"""
      ~syslog~ ~host~ sshd[~d5~]: Accepted publickey for ~user~ from ~ip~ port 4~d4~ ssh2: ED25519 SHA256:~b43~

      """#),
    TemplateSource(
      30,
      #"""
      ~syslog~ ~host~ systemd[1]: Started session-~n5~.scope - Session ~n5~ of User ~user~.

      """#),
    TemplateSource(
      25,
      #"""
      ~syslog~ ~host~ kernel: [~n6~.~d6~] eth0: IN=eth0 OUT= MAC=~mac~ SRC=~ip~ DST=~ip~ LEN=~n3~ TTL=~n2~ ID=~n5~ PROTO=TCP SPT=4~d4~ DPT=443

      """#),
    TemplateSource(
      20,
      #"""
      <~n2~>1 ~isou~ ~host~ ~service~ ~d5~ ID~d3~ [meta sequenceId="~d6~"] ~event~

      """#),
    TemplateSource(
      20,
      #"""
      ~syslog~ ~host~ sudo:   ~user~ : TTY=pts/~d1~ ; PWD=/home/~user~ ; USER=root ; COMMAND=/usr/bin/systemctl restart ~service~

      """#),
    TemplateSource(
      15,
      #"""
      type=USER_AUTH msg=audit(~epoch~.~d3~:~d6~): pid=~d5~ uid=0 auid=~d4~ ses=~n4~ msg='op=PAM:authentication acct="~user~" addr=~ip~ terminal=ssh res=success'

      """#),
  ]
}
