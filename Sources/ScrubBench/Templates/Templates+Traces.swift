extension LogTemplates {
  static let java: [TemplateSource] = [
    TemplateSource(
      40,
      #"""
      ~td~ ~level~ [~service~] [pool-~d1~-thread-~n2~] ~javapackage~.~class~ - ~event~ [id=~uuid~, partition=~n2~, offset=~n9~]

      """#),
    TemplateSource(
      8,
      #"""
      ~ts~ ERROR [http-nio-8080-exec-~n2~] ~javapackage~.~class~: request ~uuid~ failed
      ~javapackage~.~class~Exception: ~error~ (code ~d4~)
      	at ~javapackage~.~class~.~method~(~class~.java:~d3~)
      	at ~javapackage~.~class~.~method~(~class~.java:~d3~)
      	at ~javapackage~.~class~$Worker.~method~(~class~.java:~d2~) ~package~-~d1~.~n2~.jar:~d1~.~n2~
      	at ~javapackage~.~class~.~method~(~class~.java:~d4~)
      	at java.base/java.lang.Thread.run(Thread.java:~d4~)
      Caused by: java.io.IOException: ~error~
      	... ~n2~ common frames omitted

      """#),
    TemplateSource(
      12,
      #"""
      [~iso~][gc,~n5~] GC(~n5~) Pause Young (Normal) (G1 Evacuation Pause) ~n4~M->~n3~M(~d4~M) ~n2~.~d3~ms

      """#),
  ]

  static let python: [TemplateSource] = [
    TemplateSource(
      40,
      #"""
      ~ts~ - app.~service~ - ~level~ - ~event~ (user=~user~, request_id=~h12~, elapsed=~n3~.~d2~ ms)

      """#),
    TemplateSource(
      8,
      #"""
      ~ts~ ERROR ~service~ Unhandled error while serving ~verb~ ~path~
      Traceback (most recent call last):
        File "/srv/~module~.py", line ~d3~, in ~method~
          result = self.client.fetch(order_id=~d7~, timeout=~n2~)
        File "/srv/~module~.py", line ~d2~, in ~method~
          return self._pool.get(key, default=None)
        File "/usr/lib/python3.12/~module~.py", line ~d4~, in ~method~
          raise TimeoutError(f"{host}:{port} after {seconds}s")
      TimeoutError: ~ip~:~d4~ after ~n2~s: ~error~

      """#),
    TemplateSource(
      15,
      #"""
      [~td~] [~d5~] [~level~] worker ~n2~ pid=~d5~ rss=~n6~kB job=~uuid~ queue=~namespace~ state=~field~

      """#),
  ]
}
