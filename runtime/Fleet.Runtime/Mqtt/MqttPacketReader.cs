using System.Buffers;
using System.IO.Pipelines;

namespace Fleet.Runtime.Mqtt;

/// <summary>Reads packets off a stream, one after the other. Memory grows with what comes, not with what a length claims.</summary>
internal sealed class MqttPacketReader(Stream stream)
{
    private const int MaxLengthBytes = 4;

    private readonly PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next packet.</summary>
    /// <exception cref="MqttException">The stream ended, or what comes is no MQTT.</exception>
    public async ValueTask<MqttPacket> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            if (TryTake(read.Buffer, out var packet, out var end))
            {
                pipe.AdvanceTo(end);
                return packet;
            }

            if (read.IsCompleted)
                throw new MqttException("the broker closed the connection");
            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool TryTake(ReadOnlySequence<byte> buffer, out MqttPacket packet, out SequencePosition end)
    {
        var bytes = new SequenceReader<byte>(buffer);
        packet = default;
        end = default;
        if (!bytes.TryRead(out var first))
            return false;
        var (type, flags) = Kind(first);
        if (!TryReadLength(ref bytes, out var length) || bytes.Remaining < length)
            return false;
        packet = new MqttPacket(type, flags, buffer.Slice(bytes.Position, length).ToArray());
        bytes.Advance(length);
        end = bytes.Position;
        return true;
    }

    private static (MqttPacketType Type, int Flags) Kind(byte first)
    {
        var (type, flags) = ((MqttPacketType)(first >> 4), first & 15);
        var isExpected = type is MqttPacketType.ConnAck or MqttPacketType.Publish or MqttPacketType.PubAck or MqttPacketType.SubAck or MqttPacketType.PingResp;
        if (!isExpected || (flags != 0 && type != MqttPacketType.Publish))
            throw MqttPacket.Malformed($"a packet that begins with 0x{first:x2}");
        return (type, flags);
    }

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private static bool TryReadLength(ref SequenceReader<byte> bytes, out int length)
    {
        length = 0;
        for (var i = 0; i < MaxLengthBytes; i++)
        {
            if (!bytes.TryRead(out var next))
                return false;
            length |= (next & 127) << (7 * i);
            if (next < 128)
                return true;
        }

        throw MqttPacket.Malformed("a length of more than four bytes");
    }
}
