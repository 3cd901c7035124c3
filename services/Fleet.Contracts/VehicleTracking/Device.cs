using System.Text.Json;

namespace Fleet.Contracts.VehicleTracking;

/// <summary>A device that reports positions, as <c>GET /v1/devices</c> lists it.</summary>
/// <param name="Id">The unique id that it sends, e.g. an IMEI (1 to 64 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, <c>:</c>).</param>
/// <param name="Vehicle">Id of the vehicle that it is in; null when the vehicle is called as the device.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Plate">Number plate of its vehicle.</param>
/// <param name="OverspeedLimitKmh">Above this speed its vehicle is too fast wherever it is, km/h; null for the service's own limit.</param>
/// <param name="Disabled">Whether nothing is taken from it.</param>
/// <param name="Attributes">What else an operator wants to keep: flat names to texts, numbers and truth values.</param>
public sealed record Device(
    string Id,
    string? Vehicle = null,
    string? Name = null,
    string? Plate = null,
    double? OverspeedLimitKmh = null,
    bool? Disabled = null,
    IReadOnlyDictionary<string, JsonElement>? Attributes = null);
