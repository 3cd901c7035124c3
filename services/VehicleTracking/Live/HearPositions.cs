using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Live;

/// <summary>Subscribes this instance to what all instances publish about where vehicles are.</summary>
internal static class HearPositions
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/events/" + Topics.VehiclePositions, Handle)
        .WithTopic(ComponentNames.Live, Topics.VehiclePositions)
        .ExcludeFromDescription();

    private static void Handle(Envelope message, LiveHub hub)
    {
        hub.Erase(message.Data?.Erased ?? []);
        hub.Hear(message.Data?.Positions ?? []);
    }

    /// <summary>What of a CloudEvent counts here.</summary>
    private sealed record Envelope(VehiclePositions? Data);
}
