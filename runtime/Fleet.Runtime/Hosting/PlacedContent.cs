using System.Net;

namespace Fleet.Runtime.Hosting;

/// <summary>The body of an answer that holds one of the places of an app: until it is whole, or nobody wants it any more.</summary>
internal sealed class PlacedContent : HttpContent
{
    private readonly HttpContent body;
    private SemaphoreSlim? places;

    public PlacedContent(HttpContent body, SemaphoreSlim places)
    {
        (this.body, this.places) = (body, places);
        foreach (var (name, values) in body.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await body.CopyToAsync(stream, context, cancellationToken);
        Leave();
    }

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() => body.ReadAsStreamAsync();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Headers.ContentLength ?? 0;
        return body.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Leave();
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Leave() => Interlocked.Exchange(ref places, null)?.Release();
}
