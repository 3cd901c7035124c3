namespace Fleet.Runtime.Mqtt;

/// <summary>A message that a broker delivers.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Id">By what it is acknowledged; null: at most once, not acknowledged.</param>
internal sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, ushort? Id);
