using System.Net;
using System.Net.Http.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Traffic;

/// <summary>What became of a batch.</summary>
internal enum Sending
{
    /// <summary>Nobody answered, or "not now": send it again.</summary>
    Again,

    /// <summary>All of it is stored.</summary>
    Stored,
}

/// <summary>The gateway's address, as clients know it: whatever world is there just now, if any.</summary>
internal sealed class Door(Func<FleetWorld?> world, TimeProvider time, Acknowledged acknowledged)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Sending> Post<T>(string path, IReadOnlyList<T> batch)
        where T : class
    {
        if (world() is not { } there) return Sending.Again;
        foreach (var item in batch) acknowledged.Sent(item);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, there.Died);
        try
        {
            using var client = there.Gateway;
            using var response = await client.PostAsJsonAsync(path, batch, ContractJson.Options, either.Token);
            var answer = response.StatusCode == HttpStatusCode.Accepted ? await response.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options, either.Token) : null;
            // An answer that comes out of a world that is dead by now may tell of what was never committed.
            return there.Died.IsCancellationRequested ? Sending.Again : Took(batch, answer, (int)response.StatusCode);
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException or ObjectDisposedException)
        {
            return Sending.Again;
        }
    }

    private Sending Took<T>(IReadOnlyList<T> batch, IngestResult? answer, int status)
        where T : class
    {
        if (answer is null)
        {
            if (status is 429 or >= 500) return Sending.Again;
            foreach (var item in batch) acknowledged.Refused(item, $"status {status}");
            return Sending.Stored;
        }

        var rejected = answer.Rejected.ToDictionary(item => item.Index);
        if (rejected.Values.Any(item => item.Code == "busy")) return Sending.Again;
        for (var index = 0; index < batch.Count; index++)
        {
            if (rejected.TryGetValue(index, out var reason)) acknowledged.Refused(batch[index], reason.Code);
            else acknowledged.Took(batch[index]);
        }

        return Sending.Stored;
    }
}
