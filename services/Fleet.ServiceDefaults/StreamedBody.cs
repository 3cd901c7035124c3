using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Metadata of an endpoint that reads bodies of these media types as they come, never whole: they may be of any size.
/// </summary>
/// <param name="mediaTypes">The media types, without parameters.</param>
public sealed class StreamedBody(IReadOnlyList<string> mediaTypes)
{
    /// <summary>Whether the body of <paramref name="request"/> is such a one.</summary>
    public bool Covers(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && mediaTypes.Any(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase));
}
