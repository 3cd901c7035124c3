using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>What is known of an actor class.</summary>
public sealed class ActorTypeInformation
{
    private ActorTypeInformation(Type implementation, string name, Type[] interfaces)
    {
        ImplementationType = implementation;
        ActorTypeName = name;
        InterfaceTypes = interfaces;
    }

    /// <summary>The name by which the class is called.</summary>
    public string ActorTypeName { get; }

    /// <summary>The class.</summary>
    public Type ImplementationType { get; }

    /// <summary>Its interfaces that extend <see cref="IActor"/>.</summary>
    public IEnumerable<Type> InterfaceTypes { get; }

    /// <summary>Whether the class is abstract.</summary>
    public bool IsAbstract => ImplementationType.IsAbstract;

    /// <summary>Whether the class takes reminders.</summary>
    public bool IsRemindable => typeof(IRemindable).IsAssignableFrom(ImplementationType);

    /// <summary>Looks at a class without throwing.</summary>
    [Obsolete("Use Get(Type, string).")]
    public static bool TryGet(Type actorType, out ActorTypeInformation actorTypeInformation)
    {
        try
        {
            actorTypeInformation = Get(actorType, actorTypeName: null);
            return true;
        }
        catch (ArgumentException)
        {
            actorTypeInformation = null;
            return false;
        }
    }

    /// <summary>Looks at a class.</summary>
    [Obsolete("Use Get(Type, string).")]
    public static ActorTypeInformation Get(Type actorType) => Get(actorType, actorTypeName: null);

    /// <summary>
    /// Looks at a class. Its type name is the one given, else that of its <see cref="ActorAttribute"/>, else its own.
    /// </summary>
    /// <exception cref="ArgumentException">It is no actor, or has no actor interface and is not abstract.</exception>
    public static ActorTypeInformation Get(Type actorType, string actorTypeName)
    {
        ArgumentNullException.ThrowIfNull(actorType);
        if (!typeof(Actor).IsAssignableFrom(actorType))
        {
            throw new ArgumentException($"{actorType} is not derived from {typeof(Actor)}.", nameof(actorType));
        }

        var interfaces = actorType.GetInterfaces()
            .Where(type => type != typeof(IActor) && typeof(IActor).IsAssignableFrom(type))
            .ToArray();
        if (interfaces.Length == 0 && !actorType.IsAbstract)
        {
            throw new ArgumentException($"{actorType} implements no interface that extends {typeof(IActor)}.", nameof(actorType));
        }

        var name = actorTypeName ?? actorType.GetCustomAttribute<ActorAttribute>()?.TypeName ?? actorType.Name;
        return new ActorTypeInformation(actorType, name, interfaces);
    }
}
