using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Telemetry;

/// <summary>Writes metrics in Prometheus' text format.</summary>
/// <param name="appId">Value of <c>app_id</c>.</param>
/// <param name="space">Value of <c>namespace</c>.</param>
internal sealed class MetricsText(string appId, string space)
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>What was written.</summary>
    public override string ToString() => text.ToString();

    /// <summary>Writes a metric with all its series; nothing when it has none.</summary>
    public void Write(IMetricFamily family)
    {
        var begin = text.Length;
        var (name, kind) = (family.Instrument.Name, family.Instrument.Kind);
        text.Append("# HELP ").Append(name).Append(' ').Append(family.Instrument.Help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');
        var head = text.Length;
        family.WriteTo(this);
        if (text.Length == head)
            text.Length = begin;
    }

    /// <summary>Writes a counter or a gauge.</summary>
    public void Write(Instrument instrument, LabelValues values, NumberSeries number) =>
        Line(instrument, "", values, null, number.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a histogram.</summary>
    public void Write(Instrument instrument, LabelValues values, HistogramSeries histogram)
    {
        long total = 0;
        for (var bucket = 0; bucket <= histogram.Bounds.Length; bucket++)
        {
            total += histogram.Count(bucket);
            var bound = bucket < histogram.Bounds.Length ? Number(histogram.Bounds[bucket]) : "+Inf";
            Line(instrument, "_bucket", values, bound, total.ToString(CultureInfo.InvariantCulture));
        }

        Line(instrument, "_sum", values, null, Number(histogram.Sum));
        Line(instrument, "_count", values, null, total.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A number as Go writes it, for bounds of buckets are compared as text.</summary>
    internal static string Number(double value) =>
        Math.Abs(value) >= 1e6 ? value.ToString("0.###############e+00", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private void Line(Instrument instrument, string suffix, LabelValues values, string? bound, string value)
    {
        text.Append(instrument.Name).Append(suffix).Append('{');
        var own = 0;
        foreach (var label in instrument.Labels)
        {
            Label(label, label switch
            {
                "app_id" => appId,
                "namespace" => space,
                _ => values[own++],
            });
        }

        if (bound is not null)
            Label("le", bound);
        text.Length--;
        text.Append("} ").Append(value).Append('\n');
    }

    private void Label(string name, string? value)
    {
        if (value is null)
            return;
        text.Append(name).Append("=\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(letter),
            };
        }

        text.Append("\",");
    }
}
