/// The same rollups by DuckDB (`pip install duckdb`): one scan, five groupings, the design's tables.
struct DuckDBRollups: PythonRival {
  static let name = "DuckDB"
  static let module = "duckdb"

  let folder: String
  let format: CallData.Format

  static let script = #"""
    import sys, duckdb
    kind, folder = sys.argv[1], sys.argv[2]
    con = duckdb.connect()
    con.execute("SET TimeZone='UTC'; SET threads=2; SET preserve_insertion_order=false")
    columns = """{ts:'TIMESTAMPTZ', request_id:'VARCHAR', endpoint:'VARCHAR', status:'INTEGER', latency_ms:'DOUBLE',
      token:'VARCHAR', api_version:'VARCHAR', sdk:'VARCHAR', environment:'VARCHAR', region:'VARCHAR'}"""
    files = f"{folder}/calls/*"
    source = (f"read_json('{files}', format='newline_delimited', columns={columns})" if kind == "ndjson"
              else f"read_csv('{files}', header=true, columns={columns})")
    con.execute(f"""CREATE TEMP TABLE calls AS SELECT epoch_ms(ts) // 86400000 AS day, epoch_ms(ts) AS ms, endpoint,
      api_version, sdk, region, environment, status, token, developer_id, company_id,
      CAST(floor(latency_ms * 1000.0 + 0.5) AS BIGINT) AS us
      FROM {source} AS c LEFT JOIN read_csv('{folder}/tokens.csv', header=true, all_varchar=true) AS t USING (token)""")
    bucket = "CASE WHEN us < 128 THEN us " + " ".join(
        f"WHEN us < {1 << (7 + s)} THEN {s * 64} + (us >> {s})" for s in range(1, 34)) + " END"
    for sql in [
        "SELECT day, endpoint, api_version, sdk, region, environment, status, count(*) AS n FROM calls GROUP BY ALL",
        f"SELECT day, endpoint, region, {bucket} AS b, count(*) AS n FROM calls WHERE us >= 0 GROUP BY ALL",
        """SELECT day - (day + 3) % 7 AS week, token, company_id, count(*) AS n, count(*) FILTER (status < 300) AS ok
           FROM calls GROUP BY ALL""",
        """SELECT developer_id, day, min(ms) AS a, min(ms) FILTER (status < 300) AS b, max(ms) AS c, count(*) AS n
           FROM calls GROUP BY ALL""",
        "SELECT developer_id, endpoint, count(*) AS n FROM calls GROUP BY ALL",
    ]:
        total = con.execute(f"SELECT count(*), CAST(sum(n) AS BIGINT) FROM ({sql})").fetchone()[1]
    errors = con.execute("SELECT count(*) FILTER (status BETWEEN 500 AND 599) FROM calls").fetchone()[0]
    print(total, errors)
    """#
}
