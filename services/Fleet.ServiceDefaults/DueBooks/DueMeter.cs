using System.Diagnostics.Metrics;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Metrics of due-date books, meter <c>Fleet.DueBooks</c>.</summary>
public sealed class DueMeter
{
    private readonly Histogram<double> lateness;
    private readonly Counter<long> failed;

    /// <summary>Makes the instruments.</summary>
    public DueMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Fleet.DueBooks");
        lateness = meter.CreateHistogram<double>("fleet.due_books.lateness", "s", "From the time an item was due to the time it was done");
        failed = meter.CreateCounter<long>("fleet.due_books.failed", "{item}", "Items that could not be handled and come again");
    }

    internal void Handled(TimeSpan late) => lateness.Record(late.TotalSeconds);

    internal void Failed(int items) => failed.Add(items);
}
