using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;

namespace Fleet.Notification.Templates;

/// <summary>Writes messages: the same thing to say always makes the same words, so that a repeated message can be told by its content.</summary>
public interface ITemplates
{
    /// <summary>Writes it for the medium of its channel.</summary>
    /// <exception cref="UnwritableException">It cannot be written, now or later, unless a template or the event is corrected.</exception>
    ValueTask<Content> Write(ThingToSay thing, CancellationToken cancellation);
}

/// <summary>What a message is to say. Personal data.</summary>
/// <param name="Template">Name of the template: the type of a fine event, <c>alert.KIND</c>, or <c>digest</c>.</param>
/// <param name="Channel">The channel it is for, one of <see cref="ChannelNames"/>.</param>
/// <param name="Locale">Language wanted, a BCP 47 tag; null: the service's default.</param>
/// <param name="TimeZone">IANA time zone for times; null: that of the road, and UTC for vehicles.</param>
/// <param name="Fine">The fine event that it tells of; null for others.</param>
/// <param name="Vehicle">What happened to a vehicle; null for others.</param>
/// <param name="Digest">What a digest sums up, oldest first; null for others.</param>
public sealed record ThingToSay(
    string Template,
    string Channel,
    string? Locale,
    string? TimeZone,
    FineEvent? Fine = null,
    VehicleNews? Vehicle = null,
    IReadOnlyList<DigestNews>? Digest = null);

/// <summary>Something that happened to a vehicle.</summary>
/// <param name="Plate">Its number plate.</param>
/// <param name="Kind">What happened, e.g. <c>overspeed</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Until">When it was over, UTC; null for a moment.</param>
/// <param name="Latitude">Where, WGS 84 degrees; null when unknown.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Zone">The zone that it is about.</param>
/// <param name="SpeedKmh">The speed that it is about, km/h.</param>
/// <param name="LimitKmh">The limit that was exceeded, km/h.</param>
public sealed record VehicleNews(
    string Plate,
    string Kind,
    DateTimeOffset At,
    DateTimeOffset? Until = null,
    double? Latitude = null,
    double? Longitude = null,
    string? Zone = null,
    double? SpeedKmh = null,
    double? LimitKmh = null);

/// <summary>One line of a digest.</summary>
/// <param name="EventId">What it tells of.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="At">When it occurred, UTC.</param>
/// <param name="Subject">What a message of its own would have had as subject.</param>
public sealed record DigestNews(string EventId, string Type, DateTimeOffset At, string Subject);

/// <summary>A message cannot be written as things are. Its text holds no personal data.</summary>
public sealed class UnwritableException(string why, Exception? cause = null) : Exception(why, cause);
