/// The same rollups by Polars (`pip install polars`), streaming.
struct PolarsRollups: PythonRival {
  static let name = "Polars"
  static let module = "polars"

  let folder: String
  let format: CallData.Format

  static let script = #"""
    import os, sys
    os.environ["POLARS_MAX_THREADS"] = "2"
    import polars as pl
    kind, folder = sys.argv[1], sys.argv[2]
    columns = {"ts": pl.String, "request_id": pl.String, "endpoint": pl.String, "status": pl.Int32,
      "latency_ms": pl.Float64, "token": pl.String, "api_version": pl.String, "sdk": pl.String,
      "environment": pl.String, "region": pl.String}
    files = f"{folder}/calls/*"
    source = pl.scan_ndjson(files, schema=columns) if kind == "ndjson" else pl.scan_csv(files, schema_overrides=columns)
    tokens = pl.scan_csv(f"{folder}/tokens.csv", infer_schema=False)
    ms = pl.col("ts").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms").cast(pl.Int64)
    calls = source.join(tokens, on="token", how="left").with_columns(
      ms.alias("ms"), (ms // 86400000).alias("day"), (pl.col("latency_ms") * 1000 + 0.5).cast(pl.Int64).alias("us"))
    us, bucket = pl.col("us"), pl.when(pl.col("us") < 128).then(pl.col("us"))
    for s in range(1, 34):
        bucket = bucket.when(us < (1 << (7 + s))).then(s * 64 + us // (1 << s))
    day, ok = pl.col("day"), pl.col("status") < 300
    n = pl.len().alias("n")
    rollups = [
      calls.group_by("day", "endpoint", "api_version", "sdk", "region", "environment", "status").agg(n),
      calls.filter(us >= 0).group_by("day", "endpoint", "region", bucket.alias("b")).agg(n),
      calls.group_by((day - (day + 3) % 7).alias("week"), "token", "company_id").agg(n, ok.sum().alias("ok")),
      calls.group_by("developer_id", "day").agg(
        pl.col("ms").min().alias("a"), pl.col("ms").filter(ok).min().alias("b"), pl.col("ms").max().alias("c"), n),
      calls.group_by("developer_id", "endpoint").agg(n),
    ]
    tables = pl.collect_all(rollups, engine="streaming")
    failed = tables[0].filter(pl.col("status").is_between(500, 599))["n"].sum()
    print(tables[4]["n"].sum(), failed)
    """#
}
