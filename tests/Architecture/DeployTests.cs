namespace Fleet.Tests.Architecture;

/// <summary><c>dapr.yaml</c> is the list of apps; everything in <c>deploy/</c> and <c>components/</c> must agree with it.</summary>
public sealed class DeployTests
{
    private static readonly string[] Profiles = ["local", "redis", "production"];

    // Asked for by a service and named by no component.
    private static readonly string[] ReadByServices = ["FLEET_PAYMENT_WEBHOOK_SECRET"];

    // Only production has an MQTT broker.
    private static readonly string[] Telemetry = ["passage-telemetry", "position-telemetry"];

    private static List<string> Apps { get; } =
        [.. ((List<object>)Repository.Yaml(Repository.Path("dapr.yaml"))[0]["apps"]).Select(app => app.At("appID")!.ToString()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_run_file_names_the_five_services_on_ports_of_their_own()
    {
        Assert.Equal(["fine-collection", "gateway", "notification", "vehicle-registry", "vehicle-tracking"], Apps);
        var apps = (List<object>)Repository.Yaml(Repository.Path("dapr.yaml"))[0]["apps"];
        var ports = apps.SelectMany(app => (string[])[.. new[] { "appPort", "daprHTTPPort", "daprGRPCPort" }.Select(name => app.At(name)!.ToString()!)]).ToList();
        Assert.Equal(15, ports.Distinct().Count());
    }

    [Fact]
    public void The_run_file_starts_what_the_build_makes()
    {
        foreach (var app in (List<object>)Repository.Yaml(Repository.Path("dapr.yaml"))[0]["apps"])
        {
            var command = app.At("command").Texts();
            var assembly = Path.GetFileNameWithoutExtension(command[1]);
            Assert.Equal($"artifacts/bin/{assembly}/debug/{assembly}.dll", command[1]);
            Assert.True(File.Exists(Repository.Path("services", assembly, assembly + ".csproj")), $"no service builds {command[1]}");
        }
    }

    [Fact]
    public void Every_profile_declares_the_same_components_for_the_same_apps()
    {
        var local = Scopes("local");
        Assert.Equal(["live", "mail", "notification-store", "payment-provider", "pubsub", "secrets", "vehicle-registry-store", "vehicle-tracking-store"], local.Keys.Where(name => name != "fine-collection-store").Order(StringComparer.Ordinal));
        foreach (var profile in Profiles)
        {
            var scopes = Scopes(profile).Where(item => !Telemetry.Contains(item.Key)).ToDictionary(item => item.Key, item => item.Value);
            Assert.Equal(local.OrderBy(item => item.Key, StringComparer.Ordinal), scopes.OrderBy(item => item.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Production_takes_telemetry_over_MQTT_by_subscriptions_that_instances_share()
    {
        var bindings = Components("production").Where(component => component.At("spec", "type")!.ToString() == "bindings.mqtt3").ToList();
        Assert.Equal(Telemetry, bindings.Select(component => component.At("metadata", "name")!.ToString()!).Order(StringComparer.Ordinal));
        Assert.All(bindings, component =>
        {
            Assert.Equal(["vehicle-tracking"], component.At("scopes").Texts());
            var values = ((List<object>)component.At("spec", "metadata")!).ToDictionary(item => item.At("name")!.ToString()!, item => item.At("value")?.ToString());
            Assert.StartsWith("$share/fleet/fleet/", values["topic"], StringComparison.Ordinal);
            Assert.StartsWith("{podName}-", values["consumerID"], StringComparison.Ordinal);
            Assert.Equal(("false", "-1"), (values["cleanSession"], values["backOffMaxRetries"]));
        });
        var compose = (Dictionary<object, object>)Repository.Yaml(Repository.Path("deploy", "compose.yaml"))[0]["services"];
        Assert.Equal("vehicle-tracking", compose["vehicle-tracking-dapr"].At("environment", "POD_NAME"));
        Assert.Equal("StatefulSet", Repository.Yaml(Repository.Path("deploy", "kubernetes", "vehicle-tracking.yaml"))[0].At("kind"));
    }

    [Fact]
    public void Every_scope_is_an_app()
    {
        var scopes = Profiles.SelectMany(profile => Scopes(profile).Values).SelectMany(scope => scope.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.NotEmpty(scopes);
        Assert.All(scopes, scope => Assert.Contains(scope, Apps));
    }

    [Fact]
    public void Each_app_that_hosts_actors_has_one_actor_state_store()
    {
        foreach (var profile in Profiles)
        {
            var stores = Components(profile)
                .Where(component => component.At("spec", "metadata") is List<object> metadata && metadata.Any(item => item.At("name")?.ToString() == "actorStateStore" && item.At("value")?.ToString() == "true"))
                .SelectMany(component => component.At("scopes").Texts());
            Assert.Equal(["fine-collection", "notification", "vehicle-tracking"], stores.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Compose_gives_every_app_a_sidecar_with_the_production_components()
    {
        var services = (Dictionary<object, object>)Repository.Yaml(Repository.Path("deploy", "compose.yaml"))[0]["services"];
        foreach (var app in Apps)
        {
            Assert.True(File.Exists(Repository.Path("services", services[app].At("build", "args", "SERVICE")!.ToString()!, services[app].At("build", "args", "SERVICE") + ".csproj")));
            var sidecar = services[app + "-dapr"];
            Assert.Equal("service:" + app, sidecar.At("network_mode"));
            var command = sidecar.At("command").Texts();
            Assert.Contains("--app-id=" + app, command);
            Assert.Contains("--app-port=8080", command);
            Assert.Contains("--resources-path=/components", command);
            Assert.Contains("--resources-path=/components/production", command);
            Assert.Contains("--config=/components/config.yaml", command);
        }
    }

    [Fact]
    public void Compose_knows_every_secret_that_the_components_name()
    {
        var environment = (Dictionary<object, object>)Repository.Yaml(Repository.Path("deploy", "compose.yaml"))[0]["x-sidecar"].At("environment")!;
        Assert.Equal(Secrets().Order(StringComparer.Ordinal), environment.Keys.Select(key => key.ToString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Kubernetes_annotates_every_app_and_gives_its_sidecar_its_secrets()
    {
        foreach (var app in Apps)
        {
            var deployment = Repository.Yaml(Repository.Path("deploy", "kubernetes", app + ".yaml"))[0];
            var annotations = deployment.At("spec", "template", "metadata", "annotations");
            Assert.Equal("true", annotations.At("dapr.io/enabled"));
            Assert.Equal(app, annotations.At("dapr.io/app-id"));
            Assert.Equal("8080", annotations.At("dapr.io/app-port"));
            Assert.Equal(Repository.Yaml(Repository.Path("components", "config.yaml"))[0].At("metadata", "name"), annotations.At("dapr.io/config"));
            var given = (annotations.At("dapr.io/env-from-secret")?.ToString() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]);
            Assert.Equal(Secrets(app).Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Kubernetes_has_no_app_that_the_run_file_lacks()
    {
        var files = Directory.EnumerateFiles(Repository.Path("deploy", "kubernetes"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "namespace");
        Assert.Equal(Apps, files.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Dictionary<object, object>> Components(string profile) =>
        Directory.EnumerateFiles(Repository.Path("components", profile), "*.yaml").SelectMany(Repository.Yaml);

    private static Dictionary<string, string> Scopes(string profile) => Components(profile).ToDictionary(
        component => component.At("metadata", "name")!.ToString()!,
        component => string.Join(',', component.At("scopes").Texts().Order(StringComparer.Ordinal)));

    private static IEnumerable<string> Secrets(string? app = null) => Components("production")
        .Where(component => app is null || component.At("scopes").Texts().Contains(app))
        .SelectMany(component => component.At("spec", "metadata") as List<object> ?? [])
        .Select(item => item.At("secretKeyRef", "name")?.ToString())
        .OfType<string>()
        .Concat(app is null or "fine-collection" ? ReadByServices : [])
        .Distinct();
}
