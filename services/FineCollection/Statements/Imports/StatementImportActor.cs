using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Statements.Lines;

namespace Fleet.FineCollection.Statements.Imports;

/// <summary>The import of one file; its id follows from the file.</summary>
public interface IStatementImportActor : IActor
{
    Task<ImportFound> Begin(BeginImport begin);

    Task Keep(ImportPart part);

    Task<ImportFound> Run();

    Task<ImportFound> Read(ImportRead read);
}

/// <inheritdoc cref="IStatementImportActor"/>
/// <remarks>A reminder lets it book part after part and save what became of the lines: a crash repeats a part, and every line knows what it did.</remarks>
public sealed class StatementImportActor(ActorHost host, IActorProxyFactory actors, TimeProvider time) : Actor(host), IStatementImportActor, IRemindable
{
    private const string HeadKey = "head";
    private const string Tick = "tick";
    private const int PartsATick = 20;
    private const int Parallelism = 8;
    private static readonly TimeSpan TickTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<ImportFound> Begin(BeginImport begin)
    {
        if (await Head() is { } known) return new ImportFound(known, []);
        await Save(begin.Head);
        return new ImportFound(begin.Head, []);
    }

    /// <inheritdoc/>
    public async Task Keep(ImportPart part)
    {
        if (await Head() is not { State: ImportStates.Receiving }) return;
        await StateManager.SetStateAsync(PartKey(part.Number), part.Lines.Select(line => new ImportedLine(line)).ToArray());
        await SaveStateAsync();
    }

    /// <inheritdoc/>
    public async Task<ImportFound> Run()
    {
        if (await Head() is not { State: ImportStates.Receiving } head) return new ImportFound(await Head(), []);
        // First the reminder: an import that is not running ends it.
        await RegisterReminderAsync(Tick, [], TimeSpan.Zero, TickPeriod);
        var running = head with { State = ImportStates.Running };
        await Save(running);
        return new ImportFound(running, []);
    }

    /// <inheritdoc/>
    public async Task<ImportFound> Read(ImportRead read)
    {
        if (await Head() is not { } head) return new ImportFound(null, []);
        var lines = new List<ImportedLine>();
        for (var at = read.From; at >= 0 && at < head.Lines && lines.Count < read.Limit && head.State != ImportStates.Receiving; at = read.From + lines.Count)
            lines.AddRange((await Part(at / ImportHead.PartSize)).Skip(at % ImportHead.PartSize).Take(read.Limit - lines.Count));
        return new ImportFound(head, lines);
    }

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var (head, began) = (await Head(), time.GetTimestamp());
        for (var parts = 0; head is { State: ImportStates.Running } && parts < PartsATick && time.GetElapsedTime(began) < TickTime; parts++)
        {
            var after = await BookPart(head);
            if (after.Processed == head.Processed && after.State == ImportStates.Running) return;
            head = after;
        }

        if (head is not { State: ImportStates.Running }) await UnregisterReminderAsync(Tick);
    }

    // The first part that has lines without an outcome; parts before it are whole.
    private async Task<ImportHead> BookPart(ImportHead head)
    {
        if (head.Processed == head.Lines) return await End(head);
        var number = head.Processed / ImportHead.PartSize;
        var lines = await Part(number);
        var open = Enumerable.Range(0, lines.Length).Where(index => lines[index].Outcome is null).ToList();
        // A return may stand in the same file as what it returns, and which payment it means depends on the returns before it.
        await Book(head.Id, lines, open.Where(index => !lines[index].Line.IsReturn), Parallelism);
        await Book(head.Id, lines, open.Where(index => lines[index].Line.IsReturn), 1);
        var done = open.Where(index => lines[index].Outcome is not null).ToList();
        if (done.Count == 0) return head;
        var counts = new Dictionary<string, int>(head.Counts, StringComparer.Ordinal);
        foreach (var name in done.Select(index => lines[index].KnownFrom is null ? lines[index].Outcome! : "known")) counts[name] = counts.GetValueOrDefault(name) + 1;
        await StateManager.SetStateAsync(PartKey(number), lines);
        var after = head with { Processed = head.Processed + done.Count, Counts = counts };
        if (after.Processed == after.Lines) return await End(after);
        await Save(after);
        return after;
    }

    private async Task<ImportHead> End(ImportHead head)
    {
        var ended = head with { State = ImportStates.Done, EndedAt = time.GetUtcNow() };
        await Save(ended);
        return ended;
    }

    private async Task Book(string importId, ImportedLine[] lines, IEnumerable<int> indexes, int parallelism) =>
        await Parallel.ForEachAsync(indexes, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (index, stop) => lines[index] = await Book(importId, lines[index], stop));

    private async Task<ImportedLine> Book(string importId, ImportedLine line, CancellationToken cancellation)
    {
        try
        {
            var answer = await actors.Create(new ActorId(line.Line.Id), nameof(BankLineActor))
                .InvokeMethodAsync<TakeLine, LineAnswer>(nameof(IBankLineActor.Take), new TakeLine(line.Line, importId), cancellation);
            var bank = answer.Line!;
            return line with { Outcome = bank.State, FineId = bank.FineId, Reason = bank.Reason, KnownFrom = bank.ImportId == importId ? null : bank.ImportId };
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Logger.LogWarning("Line {Line} of import {Import} could not be booked and will be tried again: {Reason}", line.Line.Id, importId, failure.Message);
            return line;
        }
    }

    private async Task<ImportHead?> Head()
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        return await StateManager.TryGetStateAsync<ImportHead>(HeadKey) is { HasValue: true } found ? found.Value : null;
    }

    private async Task<ImportedLine[]> Part(int number) => await StateManager.GetStateAsync<ImportedLine[]>(PartKey(number));

    private async Task Save(ImportHead head)
    {
        await StateManager.SetStateAsync(HeadKey, head);
        await SaveStateAsync();
    }

    private static string PartKey(int number) => FormattableString.Invariant($"lines-{number:000000}");
}
