using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.FineCollection.Fines;

/// <summary>Asks vehicle-registry who was answerable for vehicles when they were too fast, many in one call.</summary>
public sealed class Owners(DaprClient dapr)
{
    private const int MostAtOnce = 1_000;

    /// <summary>Owners by violation; null for a plate that nobody had registered then.</summary>
    public async Task<IReadOnlyDictionary<string, Owner?>> Of(IReadOnlyList<SpeedingViolation> violations, CancellationToken cancellation)
    {
        var vehicles = await Vehicles([.. violations.Select(violation => (violation.Plate, violation.LeftAt))], cancellation);
        return violations.Zip(vehicles).ToDictionary(pair => pair.First.ViolationId, pair => pair.Second.Owner, StringComparer.Ordinal);
    }

    /// <summary>Vehicles with their owners at instants, in the order asked.</summary>
    public async Task<IReadOnlyList<RegisteredVehicle>> Vehicles(IReadOnlyList<(string Plate, DateTimeOffset At)> asked, CancellationToken cancellation)
    {
        var vehicles = new List<RegisteredVehicle>(asked.Count);
        foreach (var chunk in asked.Chunk(MostAtOnce))
        {
            var lookup = new VehicleLookup([.. chunk.Select(one => one.Plate)], [.. chunk.Select(one => one.At)]);
            var answer = await dapr.InvokeMethodAsync<VehicleLookup, VehicleLookupAnswer>(
                HttpMethod.Post, AppIds.VehicleRegistry, "v1/vehicles/lookup", lookup, cancellation);
            vehicles.AddRange(answer.Data);
        }

        return vehicles;
    }
}
