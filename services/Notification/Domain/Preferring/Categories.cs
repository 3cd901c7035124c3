namespace Fleet.Notification.Domain.Preferring;

/// <summary>What messages are about, as preferences tell them apart; names on the wire.</summary>
public static class Categories
{
    /// <summary>A fine and its life.</summary>
    public const string Fines = "fines";

    /// <summary>Payments, refunds and instalments.</summary>
    public const string Payments = "payments";

    /// <summary>What happens to vehicles; <c>alerts.KIND</c> is one kind of it.</summary>
    public const string Alerts = "alerts";

    /// <summary>Several messages in one.</summary>
    public const string Digests = "digests";

    /// <summary>The category of vehicle events of a kind.</summary>
    public static string AlertsOf(string kind) => Alerts + "." + kind;
}
