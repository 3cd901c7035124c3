using Dapr.Actors;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>One replay. Methods take one argument at most and never return null, so that they can be called with plain JSON.</summary>
public interface IReplayActor : IActor
{
    /// <summary>Queues it; the same again changes nothing.</summary>
    Task<ReplayAnswer> Start(ReplayStart start);

    /// <summary>How it is.</summary>
    Task<ReplayAnswer> Read();

    /// <summary>What it has found so far.</summary>
    Task<DifferencesView> Find(DifferencesQuery query);

    /// <summary>Forgets what it found of a vehicle's positions.</summary>
    Task Forget(string vehicle);

    /// <summary>Stops it; one that is over stays as it is.</summary>
    Task<ReplayAnswer> Cancel();
}

/// <summary>The list of all replays, which says whose turn it is.</summary>
public interface IReplayBook : IActor
{
    /// <summary>Enters a replay, if there is room; the same again changes nothing.</summary>
    Task<BookAnswer> Enter(BookEntry entry);

    /// <summary>Takes a replay out.</summary>
    Task Leave(string id);

    /// <summary>All of them.</summary>
    Task<BookView> List();
}
