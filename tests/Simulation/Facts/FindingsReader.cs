using Fleet.Contracts;

namespace Fleet.Tests.Simulation.Facts;

/// <summary>Gathers what the services hold; what is known outside is added by who knows it.</summary>
internal sealed class FindingsReader(Inquiry inquiry, DateTimeOffset from, DateTimeOffset to)
{
    /// <param name="vehicles">Whose tracks to read.</param>
    /// <param name="known">Adds what is known outside.</param>
    public async Task<Findings> Read(IEnumerable<string> vehicles, Func<Findings, Findings> known)
    {
        var tracks = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var vehicle in vehicles) tracks[vehicle] = await inquiry.Track(vehicle, from, to);
        var listed = await inquiry.FineIds();
        var fines = new List<FineSeen>();
        foreach (var id in listed.Distinct(StringComparer.Ordinal)) fines.Add(await inquiry.Fine(id));
        return known(Findings.Nothing with
        {
            Tracks = tracks,
            ViolationsCounted = await inquiry.Stat(AppIds.VehicleTracking, "violations"),
            EventsPending = await inquiry.Stat(AppIds.VehicleTracking, "eventsPending"),
            Lost = await inquiry.Lost(),
            FinesListed = listed,
            Fines = fines,
            DeadViolations = await inquiry.DeadLetters(AppIds.FineCollection, "violationId"),
            Deliveries = await inquiry.Deliveries(),
            DeadEvents = await inquiry.DeadLetters(AppIds.Notification, "eventId"),
        });
    }
}
