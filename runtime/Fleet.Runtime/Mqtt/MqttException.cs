namespace Fleet.Runtime.Mqtt;

/// <summary>A broker cannot be reached, refuses what is asked, or does not speak MQTT 3.1.1; the text is for a person.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class MqttException(string message, Exception? inner = null) : Exception(message, inner);
