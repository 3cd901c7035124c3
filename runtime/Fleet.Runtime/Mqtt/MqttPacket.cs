using System.Buffers.Binary;
using System.Text;

namespace Fleet.Runtime.Mqtt;

/// <summary>Kinds of packets, as the first half of their first byte says.</summary>
internal enum MqttPacketType
{
    Connect = 1,
    ConnAck = 2,
    Publish = 3,
    PubAck = 4,
    Subscribe = 8,
    SubAck = 9,
    PingReq = 12,
    PingResp = 13,
    Disconnect = 14,
}

/// <summary>A packet that came from a broker; what it says is checked when it is asked for.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Flags">The second half of its first byte.</param>
/// <param name="Body">What follows the fixed header.</param>
internal readonly record struct MqttPacket(MqttPacketType Type, int Flags, ReadOnlyMemory<byte> Body)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is thrown for anything that MQTT 3.1.1 does not allow.</summary>
    public static MqttException Malformed(string what) => new($"the broker does not speak MQTT 3.1.1: {what}");

    /// <summary>The id of what a packet acknowledges, and the result of each subscription it is about.</summary>
    /// <exception cref="MqttException">The packet is none of that kind.</exception>
    public (ushort Id, ReadOnlyMemory<byte> Results) Acknowledgement()
    {
        var results = Type == MqttPacketType.SubAck ? 1 : 0;
        if (Body.Length != 2 + results)
            throw Malformed($"a {Type} of {Body.Length} bytes");
        return (BinaryPrimitives.ReadUInt16BigEndian(Body.Span), Body[2..]);
    }

    /// <summary>The answer to CONNECT.</summary>
    /// <exception cref="MqttException">The packet is no such answer.</exception>
    public byte ConnectResult() => Type == MqttPacketType.ConnAck && Body.Length == 2
        ? Body.Span[1]
        : throw Malformed($"a {Type} of {Body.Length} bytes answers CONNECT");

    /// <summary>The message that a PUBLISH carries.</summary>
    /// <exception cref="MqttException">It carries none.</exception>
    public MqttMessage Message()
    {
        var quality = (Flags >> 1) & 3;
        if (quality > 1)
            throw Malformed($"a message with quality of service {quality}, where at most 1 was subscribed to");
        var topic = Text(Body, out var rest);
        if (topic.Length == 0 || topic.AsSpan().IndexOfAny('+', '#', '\0') >= 0)
            throw Malformed("a message without a topic of its own");
        if (quality == 0)
            return new MqttMessage(topic, rest, Id: null);
        if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest.Span) is var id && id == 0)
            throw Malformed("a message without a packet id");
        return new MqttMessage(topic, rest[2..], id);
    }

    private static string Text(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> rest)
    {
        if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bytes.Span) is var length && bytes.Length < 2 + length)
            throw Malformed("a text is cut short");
        try
        {
            rest = bytes[(2 + length)..];
            return Utf8.GetString(bytes.Span.Slice(2, length));
        }
        catch (ArgumentException)
        {
            throw Malformed("a text is no UTF-8");
        }
    }
}
