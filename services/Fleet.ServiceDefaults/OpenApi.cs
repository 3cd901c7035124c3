using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Fleet.ServiceDefaults;

/// <summary>The API's description: <c>/openapi/v1.json</c>, and a page to try it at <c>/swagger</c>.</summary>
internal static class OpenApi
{
    public static void AddOpenApi(this WebApplicationBuilder builder, string appId)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = appId, Version = "v1" });
            options.CustomSchemaIds(type => (type.FullName ?? type.Name).Split('`')[0].Split('.')[^1].Replace('+', '.') + Arguments(type));
        });
    }

    public static void MapOpenApi(this WebApplication app)
    {
        app.MapSwagger("openapi/{documentName}.json");
        app.UseSwaggerUI(options => options.SwaggerEndpoint("/openapi/v1.json", "v1"));
    }

    private static string Arguments(Type type) =>
        type.IsGenericType ? "Of" + string.Join("And", type.GetGenericArguments().Select(argument => argument.Name)) : "";
}
