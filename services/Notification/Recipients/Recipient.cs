using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;

namespace Fleet.Notification.Recipients;

/// <summary>Where recipients are kept.</summary>
public static partial class Recipient
{
    /// <summary>A recipient's actor.</summary>
    public static ActorProxy Of(IActorProxyFactory actors, string actorId) => actors.Create(new ActorId(actorId), nameof(RecipientActor));

    /// <summary>The actor of an owner, whose id may hold what a path may not.</summary>
    public static string ActorIdOf(string ownerId) => Plain().IsMatch(ownerId) ? ownerId : DerivedId.Of("own", ownerId);

    /// <summary>The actor of a fine that nobody is known for: it is nobody's, so it has a turn of its own.</summary>
    public static string ActorIdOfNobody(string fineId) => "nobody-" + DerivedId.Of("fin", fineId);

    [GeneratedRegex(@"^[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Plain();
}
