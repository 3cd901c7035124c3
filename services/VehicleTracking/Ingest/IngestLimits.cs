namespace Fleet.VehicleTracking.Ingest;

/// <summary>How much may be under way at once; section <c>Ingest</c> of the configuration. Beyond it the answer is 429.</summary>
public sealed class IngestLimits
{
    /// <summary>Requests that are being read or wait for their turn.</summary>
    public int MostRequests { get; set; } = 8_000;

    /// <summary>Bytes of the bodies of these requests.</summary>
    public long MostBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Streamed uploads (NDJSON).</summary>
    public int MostUploads { get; set; } = 64;

    /// <summary>Items of a shard that wait for their turn.</summary>
    public int MostWaitingOfAShard { get; set; } = 20_000;
}
