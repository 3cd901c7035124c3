using System.Text.Json;
using Fleet.Contracts;
using Fleet.Simulator.Traffic;

namespace Fleet.Simulator.Journal;

/// <summary>
/// What the simulator planned and what was acknowledged, over all runs of one data directory. A journey is written
/// before any of it is sent, so the truth is known even after a crash; what was not acknowledged is sent again, as
/// cameras that store and forward do.
/// </summary>
public sealed class JourneyJournal : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, OpenJourney> open = new(StringComparer.Ordinal);
    private readonly ArrivalBook arrivals = new();
    private readonly Dictionary<string, Sending> expected = new(StringComparer.Ordinal);
    private LineLog? log;

    private JourneyJournal()
    {
    }

    /// <summary>Opens or creates the journal in <paramref name="folder"/>.</summary>
    public static JourneyJournal Open(string folder)
    {
        var journal = new JourneyJournal();
        journal.log = LineLog.Open(Path.Combine(folder, "journeys.log"), journal.Replay, toDisk: false);
        return journal;
    }

    /// <summary>Number of violations that must exist once everything was sent.</summary>
    public int ExpectedCount
    {
        get
        {
            lock (gate)
                return expected.Count;
        }
    }

    /// <summary>Whether everything that was planned was acknowledged.</summary>
    public bool IsDrained
    {
        get
        {
            lock (gate)
                return open.Count == 0;
        }
    }

    /// <summary>The truth: the ids of every violation that must exist once everything was sent.</summary>
    public IReadOnlyList<string> Expected()
    {
        lock (gate)
            return [.. expected.Keys];
    }

    /// <summary>How the passage was sent that completes a violation; null when that violation is not expected.</summary>
    public Sending? SendingOf(string violationId)
    {
        lock (gate)
            return expected.TryGetValue(violationId, out var sending) ? sending : null;
    }

    /// <summary>Where and when each vehicle arrived lately, by plate.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Arrival>> Arrivals()
    {
        lock (gate)
            return arrivals.Copy();
    }

    /// <summary>What is still to be acknowledged, oldest first.</summary>
    public IReadOnlyList<Unacknowledged> Open()
    {
        lock (gate)
            return [.. this.open.Values.Select(open => new Unacknowledged(open.Journey, [.. open.Passages], open.Positions))];
    }

    /// <summary>Writes a journey down; it may be sent when this is done.</summary>
    public Task PlanAsync(Journey journey, CancellationToken cancellation) => WriteAsync(new Entry(Planned: journey), cancellation);

    /// <summary>Writes down that passages were acknowledged.</summary>
    /// <param name="passages">Journey id and index of each.</param>
    /// <param name="sentAt">When they were sent; null when it took more than one attempt.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task AcknowledgePassagesAsync(IReadOnlyList<PassageKey> passages, DateTimeOffset? sentAt, CancellationToken cancellation) =>
        WriteAsync(new Entry(Passages: passages, SentAt: sentAt), cancellation);

    /// <summary>
    /// Writes down that passages came too late to be taken, because the simulator was away for longer than a section's
    /// time-out: what they would have led to is not expected any more.
    /// </summary>
    public Task GiveUpAsync(IReadOnlyList<PassageKey> passages, CancellationToken cancellation) =>
        WriteAsync(new Entry(GivenUp: passages), cancellation);

    /// <summary>Writes down that all positions of some journeys were acknowledged.</summary>
    public Task AcknowledgePositionsAsync(IReadOnlyList<string> journeys, CancellationToken cancellation) =>
        WriteAsync(new Entry(Positions: journeys), cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task WriteAsync(Entry entry, CancellationToken cancellation)
    {
        await log!.AppendAsync(JsonSerializer.Serialize(entry, ContractJson.Options), cancellation);
        Apply(entry);
    }

    private bool Replay(string line, long offset)
    {
        try
        {
            Apply(JsonSerializer.Deserialize<Entry>(line, ContractJson.Options)!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Apply(Entry entry)
    {
        lock (gate)
        {
            if (entry.Planned is { } journey)
                Plan(journey);
            foreach (var key in entry.GivenUp ?? [])
                GiveUp(key);
            foreach (var key in entry.Passages ?? [])
                AcknowledgePassage(key, entry.SentAt);
            foreach (var id in entry.Positions ?? [])
            {
                if (this.open.TryGetValue(id, out var open))
                    Close(open, positions: false);
            }
        }
    }

    private void Plan(Journey journey)
    {
        open[journey.Id] = new OpenJourney(journey);
        arrivals.Add(journey.Plate, new Arrival(journey.Passages[^1].Camera, journey.Passages[^1].Instant));
        foreach (var violation in journey.ExpectedViolations())
            expected[violation.ViolationId] = default;
    }

    private void GiveUp(PassageKey key)
    {
        if (!this.open.TryGetValue(key.Journey, out var open))
            return;
        foreach (var violation in open.Journey.ExpectedViolations().Where(v => v.Section == key.Index || v.Section + 1 == key.Index))
            expected.Remove(violation.ViolationId);
    }

    private void AcknowledgePassage(PassageKey key, DateTimeOffset? sentAt)
    {
        if (!this.open.TryGetValue(key.Journey, out var open))
            return;
        open.Passages.Remove(key.Index);
        foreach (var violation in open.Journey.ExpectedViolations().Where(v => v.CompletedBy == key.Index))
            Complete(violation.ViolationId, new Sending(true, sentAt));
        Close(open, open.Positions);
    }

    private void Complete(string violationId, Sending sending)
    {
        if (expected.ContainsKey(violationId))
            expected[violationId] = sending;
    }

    private void Close(OpenJourney open, bool positions)
    {
        open.Positions = positions;
        if (!positions && open.Passages.Count == 0)
            this.open.Remove(open.Journey.Id);
    }

    private sealed record Entry(
        Journey? Planned = null,
        IReadOnlyList<PassageKey>? Passages = null,
        DateTimeOffset? SentAt = null,
        IReadOnlyList<PassageKey>? GivenUp = null,
        IReadOnlyList<string>? Positions = null);

    private sealed class OpenJourney(Journey journey)
    {
        public Journey Journey => journey;

        public SortedSet<int> Passages { get; } = [.. Enumerable.Range(0, journey.Passages.Count)];

        public bool Positions { get; set; } = true;
    }
}

/// <summary>How a passage was sent.</summary>
/// <param name="Acknowledged">Whether the gateway took it.</param>
/// <param name="At">When it was sent; null when it took several attempts, so that no moment is the right one.</param>
public readonly record struct Sending(bool Acknowledged, DateTimeOffset? At);

/// <summary>A passage of a journey.</summary>
/// <param name="Journey">Id of the journey.</param>
/// <param name="Index">Index in its passages.</param>
public sealed record PassageKey(string Journey, int Index);

/// <summary>What of a journey was not acknowledged yet.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Passages">Indexes of the passages.</param>
/// <param name="Positions">Whether its positions are open, too.</param>
public sealed record Unacknowledged(Journey Journey, IReadOnlyList<int> Passages, bool Positions);
