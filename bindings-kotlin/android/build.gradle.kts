import org.jetbrains.kotlin.gradle.dsl.JvmTarget
import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    id("com.android.library") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.4.21"
    `maven-publish`
}

group = "ai.genauth"
version = Regex("""(?m)^version = "(.+)"$""").find(file("../../Cargo.toml").readText())!!.groupValues[1]

android {
    namespace = "ai.genauth"
    compileSdk = 35

    defaultConfig {
        minSdk = 26 // java.time; `api` in build.sh
        consumerProguardFiles("consumer-rules.pro")
    }

    sourceSets {
        getByName("main") {
            // The same sources as on the JVM.
            kotlin.srcDirs("../kotlin/src/main/kotlin", "../kotlin/src/main/kotlin-generated")
            jniLibs.srcDir("build/jniLibs")
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_1_8
        targetCompatibility = JavaVersion.VERSION_1_8
    }

    publishing {
        singleVariant("release") { withSourcesJar() }
    }
}

kotlin {
    compilerOptions {
        jvmTarget = JvmTarget.JVM_1_8
        languageVersion = KotlinVersion.KOTLIN_2_2
        apiVersion = KotlinVersion.KOTLIN_2_2
    }
}

// As in ../kotlin/pom.xml.
dependencies {
    api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.11.0")
    // Only the AAR has JNA's own native library.
    api("net.java.dev.jna:jna:5.19.1@aar")
    compileOnly("org.jetbrains.kotlinx:kotlinx-serialization-json:1.11.0")
}

// An AAR without the native library would fail only in the application.
val checkNativeLibraries by tasks.registering {
    val folder = layout.projectDirectory.dir("build/jniLibs").asFile
    doLast {
        check(folder.walk().any { it.name == "libgenauth_uniffi.so" }) { "there is no native library: run build.sh" }
    }
}
tasks.named("preBuild") { dependsOn(checkNativeLibraries) }

publishing {
    publications {
        register<MavenPublication>("release") {
            artifactId = "libgenauth-android"
            afterEvaluate { from(components["release"]) }
        }
    }
}
