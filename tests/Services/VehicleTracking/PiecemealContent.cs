using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>A body that is made while it is sent: texts, and tasks that are waited for between them.</summary>
internal sealed class PiecemealContent : HttpContent
{
    private readonly IEnumerable<object> pieces;

    public PiecemealContent(IEnumerable<object> pieces, string type)
    {
        this.pieces = pieces;
        Headers.ContentType = MediaTypeHeaderValue.Parse(type);
    }

    /// <summary>How much was sent so far.</summary>
    public long Bytes { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var piece in pieces)
        {
            if (piece is Task waited)
            {
                await stream.FlushAsync();
                await waited;
                continue;
            }

            var bytes = Encoding.UTF8.GetBytes((string)piece);
            Bytes += bytes.Length;
            await stream.WriteAsync(bytes);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
