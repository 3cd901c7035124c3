using System.Globalization;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What the world was told of an event that a late fix may still change.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="DecidedMs">Until this has settled it is remembered, Unix milliseconds.</param>
/// <param name="Times">How often something was published of it: that it happened, that it did not, that it did after all, in turn.</param>
public sealed record Told(string Id, long DecidedMs, int Times)
{
    /// <summary>Whether the world believes it.</summary>
    public bool IsBelieved() => Times % 2 == 1;
}

/// <summary>What is published of a turn.</summary>
/// <param name="Alerts">In order of time, withdrawals last.</param>
/// <param name="Told">What the world was told of events that may still change.</param>
/// <param name="Skipped">How many new events are not published.</param>
public sealed record Telling(IReadOnlyList<VehicleAlert> Alerts, IReadOnlyList<Told> Told, int Skipped);

/// <summary>
/// What the world is told of a vehicle's events. What is long past is no news, and of very many at once only the newest are told;
/// the others stand in the journal alone, and so they are not withdrawn either.
/// </summary>
public static class TellRules
{
    /// <summary>So many new events of a vehicle are published in a turn at most.</summary>
    public const int Most = 200;

    private const int MostRemembered = 400;

    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="told">What the world was told before.</param>
    /// <param name="old">What was decided before of the time that is decided anew.</param>
    /// <param name="decided">What is decided now.</param>
    /// <param name="newestMs">Instant of the newest fix, Unix milliseconds.</param>
    /// <param name="oldestMs">What happened before is not told any more.</param>
    public static Telling Tell(string vehicle, IReadOnlyList<Told> told, List<Entry> old, List<Entry> decided, long newestMs, long oldestMs)
    {
        var memory = told.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var fresh = Published(decided).ExceptBy(Published(old).Select(said => said.Id), said => said.Id).ToList();
        var news = fresh.Where(said => said.AtMs >= oldestMs).TakeLast(Most).ToList();
        var gone = Published(old).ExceptBy(Published(decided).Select(said => said.Id), said => said.Id)
            .Where(said => memory.GetValueOrDefault(said.Id)?.IsBelieved() == true).ToList();
        foreach (var said in Published(decided))
        {
            if (memory.TryGetValue(said.Id, out var known)) memory[said.Id] = known with { DecidedMs = said.DecidedMs };
        }

        var alerts = news.ConvertAll(said => Next(said, said.DecidedMs));
        alerts.AddRange(gone.ConvertAll(said => Next(said, newestMs)));
        return new Telling(alerts, [.. memory.Values.OrderBy(one => one.DecidedMs).TakeLast(MostRemembered)], fresh.Count - news.Count);

        VehicleAlert Next(TrackEvent said, long untilMs)
        {
            var times = (memory.GetValueOrDefault(said.Id)?.Times ?? 0) + 1;
            memory[said.Id] = new Told(said.Id, untilMs, times);
            return RecentRules.AlertOf(vehicle, said) with { EventId = IdOf(said.Id, times), Withdraws = times % 2 == 0 ? IdOf(said.Id, times - 1) : null };
        }
    }

    /// <summary>What the world was told of recent entries by a version that did not remember it: all of them.</summary>
    public static IReadOnlyList<Told> AllOf(IReadOnlyList<Entry>? recent) =>
        recent is null ? [] : [.. Published(recent).Select(said => new Told(said.Id, said.DecidedMs, 1))];

    // Who drops the ids that he has seen must not drop a withdrawal, or what is told again.
    private static string IdOf(string id, int times) => times == 1 ? id : DerivedId.Event(id, times.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<TrackEvent> Published(IReadOnlyList<Entry> entries) =>
        entries.Where(entry => entry.Event is { IsAgain: null }).Select(entry => entry.Event!).DistinctBy(said => said.Id, StringComparer.Ordinal);
}
