namespace Fleet.Runtime.Telemetry;

/// <summary>A counter or a gauge with one set of label values.</summary>
internal sealed class NumberSeries
{
    private long value;

    public long Value => Volatile.Read(ref value);

    public void Add(long count = 1) => Interlocked.Add(ref value, count);

    public void Set(long count) => Volatile.Write(ref value, count);
}

/// <summary>A histogram with one set of label values.</summary>
internal sealed class HistogramSeries(double[] bounds)
{
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    /// <summary>Upper bounds of the buckets; above them there is one more.</summary>
    public double[] Bounds => bounds;

    public double Sum => Volatile.Read(ref sum);

    /// <summary>How many values fell into a bucket.</summary>
    public long Count(int bucket) => Volatile.Read(ref counts[bucket]);

    public void Observe(double value)
    {
        var found = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref counts[found < 0 ? ~found : found]);
        double before;
        do
            before = sum;
        while (Interlocked.CompareExchange(ref sum, before + value, before) != before);
    }
}
