using Dapr.Actors;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Retention;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// A shard of the vehicles. Methods take one argument and never return null, so that they can be called with plain JSON.
/// Errors leave the methods: the caller, or the runtime, tries again, and everything may be tried again.
/// </summary>
public interface ITrackingShard : IActor
{
    /// <summary>Takes a batch in one state transaction, and publishes what follows from it.</summary>
    Task<ShardOutcomes> Take(ShardBatch batch);

    /// <summary>Last known state of the vehicle with this id.</summary>
    Task<VehicleView> Vehicle(string id);

    /// <summary>A part of a vehicle's track.</summary>
    Task<TrackView> Track(TrackQuery query);

    /// <summary>Trips, stops or events of a vehicle that are over.</summary>
    Task<EntriesView> Entries(EntriesQuery query);

    /// <summary>Vehicles of this shard that ever reported a position.</summary>
    Task<VehiclesView> Vehicles(VehiclesQuery query);

    /// <summary>Lost vehicles of this shard.</summary>
    Task<LostView> Lost(LostQuery query);

    /// <summary>Violations of this shard.</summary>
    Task<ViolationsView> Violations(ViolationQuery query);

    /// <summary>The violation with this id, if it is in this shard.</summary>
    Task<ViolationsView> Violation(string id);

    /// <summary>Held passages of this shard.</summary>
    Task<HeldView> Held(HeldQuery query);

    /// <summary>Closes a held passage; what is closed already stays so.</summary>
    Task CloseHeld(HeldClosing closing);

    /// <summary>Of which days something of a vehicle is kept, and what is kept by its plate.</summary>
    Task<KeptView> Kept(string id);

    /// <summary>Begins to erase everything of a vehicle, and does as much of it as fits into a turn.</summary>
    Task<ErasureView> Erase(string id);

    /// <summary>How far the erasing of a vehicle is, or when everything of it was erased last.</summary>
    Task<ErasureView> Erasure(string id);

    /// <summary>Plates that a replay has something to look at of.</summary>
    Task<SurveyView> Survey(SurveyQuery query);

    /// <summary>Passages and violations of some plates, for a replay.</summary>
    Task<PlatesView> Plates(PlatesQuery query);

    /// <summary>Ids of vehicles that ever reported a position, for a replay.</summary>
    Task<VehicleIdsView> VehicleIds(VehiclesQuery query);

    /// <summary>Points and events of a vehicle, for a replay.</summary>
    Task<PointsView> Points(PointsQuery query);

    /// <summary>What this shard has counted; also wakes it up.</summary>
    Task<ShardCounts> Counts();
}
