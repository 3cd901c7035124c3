using Fleet.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Room for what requests hold in memory from their first byte to their answer. When there is none, a request is refused
/// before it costs anything: memory stays flat however much comes in.
/// </summary>
internal sealed class IngestRoom(IOptions<IngestLimits> limits)
{
    private readonly IngestLimits limits = limits.Value;
    private long bytes;
    private int requests;

    /// <summary>Requests under way.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Bytes that they hold.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>A place for one request, until it is disposed.</summary>
    /// <exception cref="RequestRefusedException">There is none.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref requests) <= limits.MostRequests) return new Place(this);
        Interlocked.Decrement(ref requests);
        throw Busy();
    }

    public static RequestRefusedException Busy() =>
        new(StatusCodes.Status429TooManyRequests, "busy", "More comes in than can be stored; nothing of this request was taken. Send it again after a pause.");

    /// <summary>A request's place.</summary>
    public sealed class Place(IngestRoom room) : IDisposable
    {
        private long held;

        /// <summary>The body, whose bytes are held as they are read.</summary>
        public Stream Counted(Stream body) => new CountedStream(body, Hold);

        public void Dispose()
        {
            Interlocked.Add(ref room.bytes, -held);
            Interlocked.Decrement(ref room.requests);
        }

        private void Hold(int count)
        {
            held += count;
            if (Interlocked.Add(ref room.bytes, count) > room.limits.MostBytes) throw Busy();
        }
    }
}
