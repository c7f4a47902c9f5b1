extension LogTemplates {
  static let airflow: [TemplateSource] = [
    TemplateSource(
      60,
      #"""
      [~isou~] {taskinstance.py:~d4~} INFO - Checked dependencies of <TaskInstance: ~dag~.~task~ scheduled__~isos~ [queued]>: all met

      """#),
    TemplateSource(
      50,
      #"""
      [~isou~] {local_task_job_runner.py:~d3~} INFO - Task ~dag~.~task~ ended with return code 0 after ~n3~.~d3~ s

      """#),
    TemplateSource(
      50,
      #"""
      [~isou~] {standard_task_runner.py:~d2~} INFO - Running: ['airflow', 'tasks', 'run', '~dag~', '~task~', 'manual__~isos~', '--job-id', '~d6~', '--raw', '--subdir', 'DAGS_FOLDER/~dag~.py']

      """#),
    TemplateSource(
      50,
      #"""
      [~ts~] {process_utils.py:~d3~} INFO - b'~n5~ rows copied into lake.~table~ (batch ~uuid~)'

      """#),
    TemplateSource(
      40,
      #"""
      [~isou~] {base.py:~d2~} INFO - Retrieved connection 'warehouse_~region~' for ~dag~ (login: etl, password: ***)

      """#),
    TemplateSource(
      40,
      #"""
      [~isou~] {sql.py:~d3~} INFO - Executing: MERGE INTO ~table~ t USING stage_~h8~ s ON t.id = s.id WHEN MATCHED THEN UPDATE SET updated_at = '~date~ ~hms~'

      """#),
    TemplateSource(
      40,
      #"""
      {"timestamp":"~isou~","event":"~event~","level":"info","logger":"task.~task~","dag_id":"~dag~","try_number":~d1~,"ti_id":"~uuid~"}

      """#),
    TemplateSource(
      30,
      #"""
      [~isou~] {s3.py:~d3~} INFO - Uploaded s3://lake-~region~/raw/~table~/dt=~date~/part-~d5~-~uuid~.snappy.parquet (~n8~ bytes, etag "~h32~")

      """#),
    TemplateSource(
      25,
      #"""
      [~isou~] {scheduler_job_runner.py:~d3~} INFO - Setting external_id for <TaskInstance: ~dag~.~task~ scheduled__~isos~ [queued]> to ~uuid~

      """#),
    TemplateSource(
      20,
      #"""
      [~isou~] {dagbag.py:~d3~} WARNING - Dag file /opt/airflow/dags/~dag~.py took ~n2~.~d3~ s to import, more than the limit set by dagbag_import_timeout

      """#),
  ]
}
