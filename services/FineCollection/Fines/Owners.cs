using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.FineCollection.Fines;

/// <summary>Asks vehicle-registry who is answerable for vehicles, many in one call.</summary>
public sealed class Owners(DaprClient dapr)
{
    /// <summary>Owners by plate; null for a plate that nobody registered.</summary>
    public async Task<IReadOnlyDictionary<string, Owner?>> Of(IEnumerable<string> plates, CancellationToken cancellation)
    {
        var asked = plates.Distinct(StringComparer.Ordinal).ToList();
        var answer = await dapr.InvokeMethodAsync<VehicleLookup, VehicleLookupAnswer>(
            HttpMethod.Post, AppIds.VehicleRegistry, "v1/vehicles/lookup", new VehicleLookup(asked), cancellation);
        return asked.Zip(answer.Data).ToDictionary(pair => pair.First, pair => pair.Second.Owner, StringComparer.Ordinal);
    }
}
