namespace Fleet.Runtime.PubSub;

/// <summary>The app took a delivery and asks for it again.</summary>
internal sealed class DeliveryFailedException(string message) : Exception(message);
