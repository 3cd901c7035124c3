using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fleet.Runtime.Mqtt;

/// <summary>Writes the packets that a client sends.</summary>
internal static class MqttPacketWriter
{
    private const int MaxText = ushort.MaxValue;

    private const int MaxBody = 268_435_455;
    private const byte Level = 4;
    private const byte AtLeastOnce = 1;

    public static void Connect(IBufferWriter<byte> output, MqttSettings settings)
    {
        var body = new ArrayBufferWriter<byte>();
        Text(body, "MQTT");
        var hasPassword = settings.Username is not null && settings.Password is not null;
        body.Write([Level, (byte)((settings.Username is null ? 0 : 0x80) | (hasPassword ? 0x40 : 0) | (settings.CleanSession ? 0x02 : 0))]);
        Number(body, (ushort)settings.KeepAlive.TotalSeconds);
        Text(body, settings.ClientId);
        if (settings.Username is { } user)
            Text(body, user);
        if (hasPassword)
            Text(body, settings.Password!);
        Header(output, MqttPacketType.Connect, 0, body.WrittenCount);
        output.Write(body.WrittenSpan);
    }

    /// <summary>Asks for what a filter matches, at least once each.</summary>
    public static void Subscribe(IBufferWriter<byte> output, ushort id, string filter)
    {
        Header(output, MqttPacketType.Subscribe, 0b0010, 2 + Size(filter) + 1);
        Number(output, id);
        Text(output, filter);
        output.Write([AtLeastOnce]);
    }

    /// <summary>Publishes, at least once.</summary>
    public static void Publish(IBufferWriter<byte> output, ushort id, string topic, ReadOnlySpan<byte> payload, bool retain)
    {
        Header(output, MqttPacketType.Publish, (AtLeastOnce << 1) | (retain ? 1 : 0), Size(topic) + 2 + payload.Length);
        Text(output, topic);
        Number(output, id);
        output.Write(payload);
    }

    public static void PubAck(IBufferWriter<byte> output, ushort id)
    {
        Header(output, MqttPacketType.PubAck, 0, 2);
        Number(output, id);
    }

    public static void PingReq(IBufferWriter<byte> output) => Header(output, MqttPacketType.PingReq, 0, 0);

    public static void Disconnect(IBufferWriter<byte> output) => Header(output, MqttPacketType.Disconnect, 0, 0);

    private static void Header(IBufferWriter<byte> output, MqttPacketType type, int flags, int length)
    {
        if (length > MaxBody)
            throw new MqttException($"a packet of {length} bytes is more than MQTT carries");
        output.Write([(byte)(((int)type << 4) | flags)]);
        do
        {
            var more = length > 127 ? 0x80 : 0;
            output.Write([(byte)((length & 127) | more)]);
            length >>= 7;
        }
        while (length > 0);
    }

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text) is var length && length <= MaxText
        ? 2 + length
        : throw new MqttException($"a text of {length} bytes is more than the {MaxText} that MQTT carries");

    private static void Text(IBufferWriter<byte> output, string text)
    {
        Number(output, (ushort)(Size(text) - 2));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void Number(IBufferWriter<byte> output, ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), number);
        output.Advance(2);
    }
}
