#nullable enable
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>How one method of an actor interface goes over the wire: no argument, one as JSON, several as a JSON array.</summary>
internal sealed class TypedActorMethod
{
    private readonly Type[] argumentTypes;
    private readonly Func<Task<HttpResponseMessage>, JsonSerializerOptions, CancellationToken, Task> complete;

    private TypedActorMethod(MethodInfo method)
    {
        Name = method.Name;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        TakesToken = types.Length > 0 && types[^1] == typeof(CancellationToken);
        argumentTypes = TakesToken ? types[..^1] : types;
        ArgumentCount = argumentTypes.Length.ToString(CultureInfo.InvariantCulture);
        complete = Completion(method);
    }

    public string Name { get; }

    public string ArgumentCount { get; }

    private bool TakesToken { get; }

    public static TypedActorMethod Of(MethodInfo method) => new(method);

    public (object?[] Arguments, CancellationToken Token) Split(object?[] args) =>
        TakesToken ? (args[..^1], (CancellationToken)args[^1]!) : (args, CancellationToken.None);

    public ReadOnlyMemory<byte>? Serialize(object?[] arguments, JsonSerializerOptions json) => arguments.Length switch
    {
        0 => null,
        1 => JsonSerializer.SerializeToUtf8Bytes(arguments[0], argumentTypes[0], json),
        _ => JsonSerializer.SerializeToUtf8Bytes(
            arguments.Select((argument, i) => JsonSerializer.SerializeToElement(argument, argumentTypes[i], json)).ToArray(),
            json),
    };

    public Task Complete(Task<HttpResponseMessage> answer, JsonSerializerOptions json, CancellationToken cancellationToken) =>
        complete(answer, json, cancellationToken);

    private static Func<Task<HttpResponseMessage>, JsonSerializerOptions, CancellationToken, Task> Completion(MethodInfo method)
    {
        if (method.ReturnType == typeof(Task))
        {
            return WithoutResultAsync;
        }

        if (!method.ReturnType.IsGenericType || method.ReturnType.GetGenericTypeDefinition() != typeof(Task<>))
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} returns neither Task nor Task<T>.", nameof(method));
        }

        return typeof(TypedActorMethod)
            .GetMethod(nameof(WithResultAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments())
            .CreateDelegate<Func<Task<HttpResponseMessage>, JsonSerializerOptions, CancellationToken, Task>>();
    }

    private static async Task WithoutResultAsync(
        Task<HttpResponseMessage> answer,
        JsonSerializerOptions json,
        CancellationToken cancellationToken)
    {
        using var response = await answer;
        await ThrowIfThrownAsync(response, cancellationToken);
    }

    private static async Task<TResult?> WithResultAsync<TResult>(
        Task<HttpResponseMessage> answer,
        JsonSerializerOptions json,
        CancellationToken cancellationToken)
    {
        using var response = await answer;
        await ThrowIfThrownAsync(response, cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<TResult>(body, json, cancellationToken);
    }

    private static async Task ThrowIfThrownAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.Contains(ActorHeaders.ErrorResponse))
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var thrown = await JsonSerializer.DeserializeAsync<ThrownInActor>(body, JsonSerializerOptions.Web, cancellationToken);
            throw new ActorMethodInvocationException(
                $"The actor's method threw {thrown?.Type}: {thrown?.Message}",
                new ActorInvokeException(thrown?.Type, thrown?.Message),
                isTransient: false);
        }
    }
}

/// <summary>What an actor's method threw, as it goes over the wire.</summary>
internal sealed record ThrownInActor(string? Type, string? Message);
