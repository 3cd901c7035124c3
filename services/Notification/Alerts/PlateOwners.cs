using System.Collections.Concurrent;
using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.Notification.Alerts;

/// <summary>Who owns vehicles, from vehicle-registry, many in one call; what was answered is remembered for some minutes.</summary>
public sealed class PlateOwners(DaprClient dapr, TimeProvider time)
{
    private const int MaxAsked = 1_000;
    private const int MostRemembered = 50_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (Owner? Owner, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Owners by plate; null for a plate that nobody registered.</summary>
    public async Task<IReadOnlyDictionary<string, Owner?>> Of(IEnumerable<string> plates, CancellationToken cancellation)
    {
        var (now, all) = (time.GetUtcNow(), plates.Distinct(StringComparer.Ordinal).ToList());
        var answers = new Dictionary<string, Owner?>(StringComparer.Ordinal);
        foreach (var plate in all)
        {
            if (known.TryGetValue(plate, out var found) && found.Until > now) answers[plate] = found.Owner;
        }

        if (known.Count > MostRemembered) known.Clear();
        foreach (var asked in all.Where(plate => !answers.ContainsKey(plate)).Chunk(MaxAsked))
        {
            var answer = await dapr.InvokeMethodAsync<VehicleLookup, VehicleLookupAnswer>(
                HttpMethod.Post, AppIds.VehicleRegistry, "v1/vehicles/lookup", new VehicleLookup(asked), cancellation);
            foreach (var (plate, vehicle) in asked.Zip(answer.Data))
            {
                answers[plate] = vehicle.Owner;
                known[plate] = (vehicle.Owner, now + Remembered);
            }
        }

        return answers;
    }
}
