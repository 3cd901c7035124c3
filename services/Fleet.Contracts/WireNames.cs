namespace Fleet.Contracts;

/// <summary>Dapr app ids: what a sidecar is called, and what service invocation names.</summary>
public static class AppIds
{
    public const string VehicleTracking = "vehicle-tracking";
    public const string FineCollection = "fine-collection";
    public const string Notification = "notification";
    public const string VehicleRegistry = "vehicle-registry";
    public const string Gateway = "gateway";
}

/// <summary>Component names, the same in every profile of <c>components/</c> that has them.</summary>
public static class ComponentNames
{
    /// <summary>The one message broker; every topic goes over it.</summary>
    public const string PubSub = "pubsub";

    /// <summary>The broker of the live view: every instance of a subscriber hears everything, and what nobody hears is lost.</summary>
    public const string Live = "live";

    /// <summary>State of vehicle-tracking's shards (actor state store).</summary>
    public const string VehicleTrackingStore = "vehicle-tracking-store";

    /// <summary>State of fine-collection's fines and their registers (actor state store).</summary>
    public const string FineCollectionStore = "fine-collection-store";

    /// <summary>State of notification's recipients and delivery log (actor state store).</summary>
    public const string NotificationStore = "notification-store";

    /// <summary>Vehicles and owners of vehicle-registry.</summary>
    public const string VehicleRegistryStore = "vehicle-registry-store";

    /// <summary>Output binding (<c>bindings.smtp</c>) that sends notices.</summary>
    public const string Mail = "mail";

    /// <summary>Output binding (<c>bindings.smtp</c>) that sends notices when <see cref="Mail"/> does not; a profile may lack it.</summary>
    public const string MailBackup = "mail-backup";

    /// <summary>Output binding (<c>bindings.http</c>) that sends text messages; a profile may lack it.</summary>
    public const string Sms = "sms";

    /// <summary>The same, when <see cref="Sms"/> does not.</summary>
    public const string SmsBackup = "sms-backup";

    /// <summary>Output binding (<c>bindings.http</c>) that writes to chats; a profile may lack it.</summary>
    public const string Chat = "chat";

    /// <summary>The same, when <see cref="Chat"/> does not.</summary>
    public const string ChatBackup = "chat-backup";

    /// <summary>Output binding (<c>bindings.http</c>) that leads to the payment provider.</summary>
    public const string PaymentProvider = "payment-provider";

    /// <summary>Secret store of what a service itself has to know.</summary>
    public const string Secrets = "secrets";

    /// <summary>Input binding (<c>bindings.mqtt3</c>) by which devices' positions come; a profile without an MQTT broker lacks it.</summary>
    public const string PositionTelemetry = "position-telemetry";

    /// <summary>Input binding (<c>bindings.mqtt3</c>) by which cameras' passages come; a profile without an MQTT broker lacks it.</summary>
    public const string PassageTelemetry = "passage-telemetry";
}

/// <summary>Topics, on <see cref="ComponentNames.PubSub"/> unless it says otherwise. The publisher owns the topic and its event.</summary>
public static class Topics
{
    /// <summary><see cref="VehicleTracking.SpeedingViolation"/>, by vehicle-tracking.</summary>
    public const string SpeedingViolations = "speeding-violations";

    /// <summary>Where a violation goes that fine-collection could not take after all retries.</summary>
    public const string SpeedingViolationsDead = "speeding-violations-dead";

    /// <summary><see cref="VehicleTracking.VehicleLost"/> and <see cref="VehicleTracking.VehicleAlert"/>, by vehicle-tracking.</summary>
    public const string VehicleAlerts = "vehicle-alerts";

    /// <summary><see cref="VehicleTracking.VehiclePositions"/>, by vehicle-tracking, on <see cref="ComponentNames.Live"/>.</summary>
    public const string VehiclePositions = "vehicle-positions";

    /// <summary><see cref="FineCollection.FineEvent"/>, by fine-collection.</summary>
    public const string FineEvents = "fine-events";

    /// <summary>Where a fine event goes that notification could not take after all retries.</summary>
    public const string FineEventsDead = "fine-events-dead";

    /// <summary>Where a vehicle alert goes that notification could not take after all retries.</summary>
    public const string VehicleAlertsDead = "vehicle-alerts-dead";

    /// <summary><see cref="Notification.NotificationEvent"/>, by notification.</summary>
    public const string NotificationEvents = "notification-events";
}
