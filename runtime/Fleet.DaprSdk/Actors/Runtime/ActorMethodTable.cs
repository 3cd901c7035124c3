#nullable enable
using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>The methods by which a class of actors can be called: those of its actor interfaces, by name.</summary>
internal sealed class ActorMethodTable
{
    private readonly Dictionary<string, ActorMethod> methods = new(StringComparer.Ordinal);
    private readonly string actorType;

    public ActorMethodTable(ActorTypeInformation type)
    {
        actorType = type.ActorTypeName;
        foreach (var method in type.InterfaceTypes.SelectMany(each => each.GetMethods()))
        {
            methods.TryAdd(method.Name, new ActorMethod(method));
        }
    }

    public ActorMethod Find(string name) => methods.TryGetValue(name, out var method)
        ? method
        : throw new MissingMethodException($"Actor type '{actorType}' has no method '{name}'.");
}

/// <summary>One method of an actor interface.</summary>
internal sealed class ActorMethod
{
    private readonly MethodInfo method;
    private readonly Func<Task, object?>? resultOf;
    private readonly bool takesToken;

    public ActorMethod(MethodInfo method)
    {
        this.method = method;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        takesToken = types.Length > 0 && types[^1] == typeof(CancellationToken);
        ArgumentTypes = takesToken ? types[..^1] : types;
        if (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>))
        {
            ResultType = method.ReturnType.GetGenericArguments()[0];
            resultOf = ResultReader(ResultType);
        }
    }

    public string Name => method.Name;

    public IReadOnlyList<Type> ArgumentTypes { get; }

    /// <summary>The type of the result, or null if there is none.</summary>
    public Type? ResultType { get; }

    public async Task<object?> InvokeAsync(Actor actor, object?[] arguments, CancellationToken cancellationToken)
    {
        object?[] all = takesToken ? [.. arguments, cancellationToken] : arguments;
        var call = (Task)method.Invoke(actor, BindingFlags.DoNotWrapExceptions, null, all, null)!;
        await call;
        return resultOf?.Invoke(call);
    }

    private static Func<Task, object?> ResultReader(Type resultType) =>
        typeof(ActorMethod)
            .GetMethod(nameof(ResultOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(resultType)
            .CreateDelegate<Func<Task, object?>>();

    // The task has ended when this is called, so that nothing waits here.
#pragma warning disable CA1849, MA0042
    private static object? ResultOf<T>(Task completed) => ((Task<T>)completed).GetAwaiter().GetResult();
#pragma warning restore CA1849, MA0042
}
