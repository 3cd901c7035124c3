using Fleet.Cli.Processes;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary>A run that <c>fleet fault</c> may mean.</summary>
/// <param name="Name">How to say which run it is.</param>
/// <param name="Data">Its data folder.</param>
/// <param name="Control">Where it takes faults; null: it takes none.</param>
/// <param name="Apps">Ids of its apps.</param>
internal sealed record FaultTarget(string Name, string? Data, Uri? Control, IReadOnlyList<string> Apps)
{
    /// <summary>Every run of this user, <c>fleet up</c> too.</summary>
    /// <param name="runs">Each <c>fleet run</c>.</param>
    /// <param name="ownData">Data folder of <c>fleet up</c>; null: there is none.</param>
    public static IReadOnlyList<FaultTarget> All(IReadOnlyList<RunEntry> runs, string? ownData)
    {
        var targets = runs.Select(run => new FaultTarget(RunLines.NameOf(run), run.Data, run.Control, [.. run.Apps.Select(app => app.AppId)])).ToList();
        if (ownData is not null && targets.TrueForAll(target => target.Data != ownData) && At(ownData) is { } up)
            targets.Add(up);
        return targets;
    }

    /// <summary>Where the run takes faults that was meant: the only one that takes any, or the one with that folder, or that app.</summary>
    /// <exception cref="CommandFailedException">There is none, or there are several.</exception>
    public static Uri Choose(IReadOnlyList<FaultTarget> targets, string? data, string? app)
    {
        if (data is not null)
            targets = targets.Any(target => target.Data == data) ? [.. targets.Where(target => target.Data == data)] : At(data) is { } there ? [there] : [];
        var takers = targets.Where(target => target.Control is not null).ToList();
        if (takers.Count > 1 && app is not null)
            takers = takers.FindAll(target => target.Apps.Contains(app, StringComparer.Ordinal));
        if (takers is [{ Control: { } control }])
            return control;
        var where = data is null ? "" : $" with the data in {data}";
        throw new CommandFailedException(takers.Count > 1
            ? "Several runs take faults; say which with --data, --app or --control:" + string.Concat(takers.Select(taker => $"{Environment.NewLine}  {taker.Name}: --control {taker.Control}"))
            : targets.Count == 0 ? $"Nothing runs{where}." : $"Nothing that takes faults runs{where}{(app is null ? "" : $" and has an app '{app}'")}; start with --allow-faults.");
    }

    private static FaultTarget? At(string data)
    {
        if (RunRecord.Read(data) is not { } record)
            return null;
        using var cli = record.Cli.Find();
        return cli is null ? null : new FaultTarget($"fleet up with the data in {data}", data, record.Control, [.. record.Apps.Select(app => app.AppId)]);
    }
}
