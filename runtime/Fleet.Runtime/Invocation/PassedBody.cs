using System.Net;

namespace Fleet.Runtime.Invocation;

/// <summary>A body on its way through: kept bytes, or the caller's stream. Without a length it goes out chunked.</summary>
internal sealed class PassedBody : HttpContent
{
    private readonly Stream stream;
    private readonly byte[]? kept;
    private readonly long? length;

    public PassedBody(Stream stream, byte[]? kept, long? length)
    {
        this.stream = stream;
        this.kept = kept;
        this.length = length;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) =>
        SerializeToStreamAsync(target, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken) =>
        kept is null ? stream.CopyToAsync(target, cancellationToken) : target.WriteAsync(kept, cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }
}
