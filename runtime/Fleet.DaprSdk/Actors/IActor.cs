namespace Dapr.Actors;

/// <summary>
/// Base of every actor interface. Its methods return <see cref="Task"/> or <see cref="Task{TResult}"/>; a method that is
/// called without a typed proxy has at most one argument and a <see cref="CancellationToken"/>.
/// </summary>
public interface IActor
{
}
